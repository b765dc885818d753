// One storage account as all of ours are: Entra only, no public blobs, closed to every network it isn't told of.

@minLength(3)
@maxLength(24)
@description('Name of the account.')
param name string

@description('Redundancy.')
param sku string

@description('Names of the containers.')
param containers array

@description('Subnets that reach the account.')
param subnetIds string[] = []

@description('Public IPv4 addresses or CIDR ranges (at most /30) that reach the account.')
param addresses string[] = []

@description('Reachable from every network, with a valid token or grant.')
param open bool = false

@description('Days for which what was deleted can be restored; 0 where a deletion must be real.')
param recoverableDays int

@description('Workspace that takes the log of who read, wrote and deleted what; empty for accounts without patients\' data.')
param workspaceId string = ''

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    isLocalUserEnabled: false
    // Facilities' machines do 1.2 at least; 1.3 is what any current SDK then negotiates.
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Enabled'
    encryption: {
      keySource: 'Microsoft.Storage'
      requireInfrastructureEncryption: true
      services: {
        blob: { enabled: true, keyType: 'Account' }
      }
    }
    networkAcls: {
      bypass: 'None'
      defaultAction: open ? 'Allow' : 'Deny'
      virtualNetworkRules: [for subnetId in subnetIds: {
        id: subnetId
        action: 'Allow'
      }]
      ipRules: [for address in addresses: {
        value: address
        action: 'Allow'
      }]
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: false
    changeFeed: { enabled: false }
    restorePolicy: { enabled: false }
    deleteRetentionPolicy: {
      enabled: recoverableDays > 0
      days: recoverableDays > 0 ? recoverableDays : null
    }
    containerDeleteRetentionPolicy: {
      enabled: recoverableDays > 0
      days: recoverableDays > 0 ? recoverableDays : null
    }
  }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = [for containerName in containers: {
  parent: blobs
  name: containerName
  properties: {
    publicAccess: 'None'
  }
}]

resource log 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (!empty(workspaceId)) {
  name: 'access'
  scope: blobs
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageRead', enabled: true }
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
  }
}
