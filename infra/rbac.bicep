// Every role assignment there is: the table "app | may | may not" as data, one line per app and resource.
// What no line says, nobody may: shared keys and access policies are off everywhere.

@description('Names of the function apps.')
param apps string[]

@description('Principal ID of each identity, by name: the apps, and events for the Event Grid topic.')
param principals object

@description('IDs of the custom roles, by name.')
param roles object

@description('Name of each family\'s storage account.')
param accounts object

@description('Name of the storage account of each app\'s Functions host.')
param hosts object

@description('IDs of the facilities.')
param facilities string[]

@description('Projects: {id, principalId, addresses}.')
param projects array

@description('Certified processors: {id, principalId, addresses}.')
param processors array

@description('Object ID of the group that verifies the audit; empty: nobody outside may read it.')
param auditors string

@description('Exports under way, for facilities that leave: {facility, principalId}. Take a line out when its export is done, and delete the assignment.')
param exports array

@description('Queues: {name, sender, receiver}.')
param queues array

@description('App that reads what each queue gave up, and brings it before a person.')
param deadLetterReader string

@description('Name of the Service Bus namespace.')
param serviceBusName string

@description('Name of the vault of upload keys.')
param uploadVaultName string

@description('Name of the vault of pseudonym keys.')
param pseudonymVaultName string

@description('Name of the vault of the portal\'s own secrets.')
param portalVaultName string

@description('Name of the Application Insights component.')
param applicationInsightsName string

var builtIn = 'Microsoft.Authorization/roleDefinitions'
// Reader is given on containers only: on an account it could also sign read grants (user-delegation SAS).
var blobReader = subscriptionResourceId(builtIn, '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1')
var blobContributor = subscriptionResourceId(builtIn, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
var blobOwner = subscriptionResourceId(builtIn, 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b')
var busReceiver = subscriptionResourceId(builtIn, '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0')
var busSender = subscriptionResourceId(builtIn, '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39')
var secretReader = subscriptionResourceId(builtIn, '4633458b-17de-408a-875b-0445a86b69e6')
var metricsPublisher = subscriptionResourceId(builtIn, '3913510d-42f4-4e42-8a64-420c390055eb')

// Delivery needs to read its own account: it lists what is published (reconciling) and copies from staging (publishing).
var onAccounts = [
  { app: 'intake', account: 'intake', role: roles.readAndDelete }
  { app: 'intake', account: 'audit', role: roles.append }
  { app: 'research', account: 'research', role: roles.keep }
  { app: 'delivery', account: 'delivery', role: roles.keep }
  { app: 'portal', account: 'intake', role: roles.grantUploads }
]

var onFixedContainers = [
  { app: 'research', account: 'named', container: 'review', role: roles.replace }
  { app: 'portal', account: 'named', container: 'review', role: blobReader }
  { app: 'portal', account: 'research', container: 'preview', role: blobReader }
  { app: 'events', account: 'intake', container: 'undelivered', role: blobContributor }
]

var onFacilityContainers = flatten(map(facilities, id => [
  { app: 'intake', account: 'named', container: 'named-${id}', role: roles.replace }
  { app: 'research', account: 'named', container: 'named-${id}', role: blobReader }
  { app: 'delivery', account: 'named', container: 'named-${id}', role: blobReader }
]))

var onProjectContainers = flatten(map(projects, project => [
  { app: 'portal', account: 'research', container: 'research-${project.id}', role: blobReader }
]))

var onContainers = concat(onFixedContainers, onFacilityContainers, onProjectContainers)

var onVaults = [
  { app: 'intake', vault: uploadVaultName, role: roles.unwrap }
  { app: 'research', vault: pseudonymVaultName, role: roles.keepPseudonymKeys }
  { app: 'portal', vault: portalVaultName, role: secretReader }
]

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = [for line in onAccounts: {
  name: accounts[line.account]
}]

resource appOnAccount 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (line, i) in onAccounts: {
  name: guid(resourceGroup().id, accounts[line.account], principals[line.app], line.role)
  scope: account[i]
  properties: {
    roleDefinitionId: line.role
    principalId: principals[line.app]
    principalType: 'ServicePrincipal'
  }
}]

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' existing = [for line in onContainers: {
  name: '${accounts[line.account]}/default/${line.container}'
}]

resource appOnContainer 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (line, i) in onContainers: {
  name: guid(resourceGroup().id, accounts[line.account], line.container, principals[line.app], line.role)
  scope: container[i]
  properties: {
    roleDefinitionId: line.role
    principalId: principals[line.app]
    principalType: 'ServicePrincipal'
  }
}]

resource processorContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' existing = [for processor in processors: {
  name: '${accounts.delivery}/default/delivery-${processor.id}'
}]

resource processorPulls 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (processor, i) in processors: if (!empty(processor.principalId)) {
  name: guid(resourceGroup().id, accounts.delivery, processor.id, processor.principalId, blobReader)
  scope: processorContainer[i]
  properties: {
    roleDefinitionId: blobReader
    principalId: processor.principalId
    principalType: 'ServicePrincipal'
  }
}]

resource projectContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' existing = [for project in projects: {
  name: '${accounts.research}/default/research-${project.id}'
}]

resource projectPulls 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (project, i) in projects: if (!empty(project.principalId)) {
  name: guid(resourceGroup().id, accounts.research, project.id, project.principalId, blobReader)
  scope: projectContainer[i]
  properties: {
    roleDefinitionId: blobReader
    principalId: project.principalId
    principalType: 'Group'
  }
}]

resource auditContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' existing = {
  name: '${accounts.audit}/default/audit'
}

resource auditorsRead 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(auditors)) {
  name: guid(resourceGroup().id, accounts.audit, 'audit', auditors, blobReader)
  scope: auditContainer
  properties: {
    roleDefinitionId: blobReader
    principalId: auditors
    principalType: 'Group'
  }
}

resource exportedContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' existing = [for line in exports: {
  name: '${accounts.named}/default/named-${line.facility}'
}]

resource exportReads 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (line, i) in exports: {
  name: guid(resourceGroup().id, accounts.named, line.facility, line.principalId, blobReader)
  scope: exportedContainer[i]
  properties: {
    roleDefinitionId: blobReader
    principalId: line.principalId
    principalType: 'ServicePrincipal'
  }
}]

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = [for line in onVaults: {
  name: line.vault
}]

resource appOnVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (line, i) in onVaults: {
  name: guid(resourceGroup().id, line.vault, principals[line.app], line.role)
  scope: vault[i]
  properties: {
    roleDefinitionId: line.role
    principalId: principals[line.app]
    principalType: 'ServicePrincipal'
  }
}]

resource serviceBus 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: serviceBusName
}

resource queue 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' existing = [for line in queues: {
  parent: serviceBus
  name: line.name
}]

resource sender 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (line, i) in queues: {
  name: guid(resourceGroup().id, serviceBusName, line.name, principals[line.sender], busSender)
  scope: queue[i]
  properties: {
    roleDefinitionId: busSender
    principalId: principals[line.sender]
    principalType: 'ServicePrincipal'
  }
}]

resource receiver 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (line, i) in queues: {
  name: guid(resourceGroup().id, serviceBusName, line.name, principals[line.receiver], busReceiver)
  scope: queue[i]
  properties: {
    roleDefinitionId: busReceiver
    principalId: principals[line.receiver]
    principalType: 'ServicePrincipal'
  }
}]

// Dead letters are a subqueue ({queue}/$deadletterqueue) without a scope of its own: reading them takes the queue's own role.
// The receiver of a queue has it already.
resource deadLetters 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (line, i) in queues: if (line.receiver != deadLetterReader) {
  name: guid(resourceGroup().id, serviceBusName, line.name, principals[deadLetterReader], busReceiver)
  scope: queue[i]
  properties: {
    roleDefinitionId: busReceiver
    principalId: principals[deadLetterReader]
    principalType: 'ServicePrincipal'
  }
}]

// The Functions host's own account (locks, timers, the deployed program): one per app, so none can replace another's program.
resource hostAccount 'Microsoft.Storage/storageAccounts@2025-01-01' existing = [for app in apps: {
  name: hosts[app]
}]

resource appOnHost 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (app, i) in apps: {
  name: guid(resourceGroup().id, hosts[app], principals[app], blobOwner)
  scope: hostAccount[i]
  properties: {
    roleDefinitionId: blobOwner
    principalId: principals[app]
    principalType: 'ServicePrincipal'
  }
}]

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource appTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for app in apps: {
  name: guid(resourceGroup().id, applicationInsightsName, principals[app], metricsPublisher)
  scope: applicationInsights
  properties: {
    roleDefinitionId: metricsPublisher
    principalId: principals[app]
    principalType: 'ServicePrincipal'
  }
}]
