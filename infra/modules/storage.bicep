// Five families of data, an account each, and an account for each app's Functions host.

@description('Name of each family\'s account.')
param accounts object

@description('Name of the account of each app\'s Functions host.')
param hosts object

@description('Subnet of each app.')
param subnets object

@description('IDs of the facilities.')
param facilities string[]

@description('Projects: {id, principalId, addresses}.')
param projects array

@description('Certified processors: {id, principalId, addresses}.')
param processors array

@description('Days after which an upload is deleted, should Intake not have done it.')
param uploadBackstopDays int

@description('Days for which audit blocks are immutable.')
param auditRetentionDays int

@description('Workspace for access logs.')
param workspaceId string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

// Japan West has no zones. What can't be made again (named data, audit) is also kept in the other region of Japan.
var zones = location == 'japaneast'
var inRegion = zones ? 'Standard_ZRS' : 'Standard_LRS'
var inBothRegions = zones ? 'Standard_GZRS' : 'Standard_GRS'

module intake 'storage-account.bicep' = {
  name: 'storage-intake'
  params: {
    name: accounts.intake
    sku: inRegion
    containers: concat(map(facilities, id => 'intake-${id}'), ['undelivered'])
    open: true
    recoverableDays: 0
    workspaceId: workspaceId
    location: location
    tags: tags
  }
}

module named 'storage-account.bicep' = {
  name: 'storage-named'
  params: {
    name: accounts.named
    sku: inBothRegions
    containers: concat(map(facilities, id => 'named-${id}'), ['review'])
    subnetIds: [subnets.intake, subnets.research, subnets.delivery, subnets.portal]
    recoverableDays: 14
    workspaceId: workspaceId
    location: location
    tags: tags
  }
}

module research 'storage-account.bicep' = {
  name: 'storage-research'
  params: {
    name: accounts.research
    sku: inRegion
    containers: concat(map(projects, project => 'research-${project.id}'), ['preview', 'staging'])
    subnetIds: [subnets.research, subnets.portal]
    addresses: flatten(map(projects, project => project.addresses))
    recoverableDays: 0
    workspaceId: workspaceId
    location: location
    tags: tags
  }
}

module delivery 'storage-account.bicep' = {
  name: 'storage-delivery'
  params: {
    name: accounts.delivery
    sku: inRegion
    containers: concat(map(processors, processor => 'delivery-${processor.id}'), ['staging'])
    subnetIds: [subnets.delivery]
    addresses: flatten(map(processors, processor => processor.addresses))
    recoverableDays: 0
    workspaceId: workspaceId
    location: location
    tags: tags
  }
}

module audit 'storage-account.bicep' = {
  name: 'storage-audit'
  params: {
    name: accounts.audit
    sku: inBothRegions
    containers: ['audit']
    subnetIds: [subnets.intake]
    recoverableDays: 14
    workspaceId: workspaceId
    location: location
    tags: tags
  }
}

module host 'storage-account.bicep' = [for app in items(hosts): {
  name: 'storage-host-${app.key}'
  params: {
    name: app.value
    sku: inRegion
    containers: ['deployment']
    subnetIds: [subnets[app.key]]
    recoverableDays: 0
    location: location
    tags: tags
  }
}]

resource intakeAccount 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: accounts.intake
}

// Only whole days count, and only what nobody has touched since: Intake deletes registered uploads itself, days earlier.
resource uploadBackstop 'Microsoft.Storage/storageAccounts/managementPolicies@2025-01-01' = {
  parent: intakeAccount
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'delete-forgotten-uploads'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: {
              blobTypes: ['blockBlob']
              prefixMatch: ['intake-']
            }
            actions: {
              baseBlob: {
                delete: { daysAfterModificationGreaterThan: uploadBackstopDays }
              }
            }
          }
        }
      ]
    }
  }
  dependsOn: [intake]
}

resource auditContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' existing = {
  name: '${accounts.audit}/default/audit'
}

// Stays unlocked here, since a locked policy can never be taken back: locking it is a step of going live (README).
resource auditImmutability 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2025-01-01' = {
  parent: auditContainer
  name: 'default'
  properties: {
    immutabilityPeriodSinceCreationInDays: auditRetentionDays
    allowProtectedAppendWrites: true
  }
  dependsOn: [audit]
}
