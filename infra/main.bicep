targetScope = 'subscription'

@description('A recipient of blobs, who reads its own container with its own Entra identity.')
type recipient = {
  @description('ID of the processor or project: [a-z0-9]+(-[a-z0-9]+)*, at most 40 characters.')
  id: string
  @description('Object ID of the processor\'s service principal, or of the group of the project\'s members; empty while there is none.')
  principalId: string
  @description('Public IPv4 addresses, or CIDR ranges of at most /30, from which the recipient pulls. Without any, it can pull nothing.')
  addresses: string[]
}

@minLength(1)
@maxLength(32)
@description('Name of the environment: part of the resource group\'s name, and of what makes names unique.')
param environmentName string

@allowed(['japaneast', 'japanwest'])
@description('Region of every resource. Medical data stays in Japan.')
param location string = 'japaneast'

@description('IDs of the facilities that send studies.')
param facilities string[] = []

@description('Research projects, each with the Entra group of its members.')
param projects recipient[] = []

@description('Certified processors, each with the service principal it pulls with.')
param processors recipient[] = []

@description('Object ID of the Entra group that may read, and so verify, the anchored audit; empty: none.')
param auditorsGroupId string = ''

@description('Exports under way, for facilities that leave: who reads the named data for the time.')
param exports array = []

@description('Object ID of the Entra group that administers the database.')
param operatorsGroupId string

@description('Name of the Entra group that administers the database.')
param operatorsGroupName string

@description('Public IPv4 address from which an operator reaches the database for now; empty closes it.')
param operatorAddress string = ''

@description('Application (client) ID of the portal\'s Entra application: the audience of its tokens.')
param portalClientId string

@description('Secret of the portal\'s Entra application, for people\'s sign-in; empty leaves the one in the vault as it is.')
@secure()
param portalClientSecret string = ''

@description('Keep keys in hardware security modules (Key Vault Premium). It can\'t be changed for a key that exists.')
param hardwareKeys bool = true

@minValue(30)
@maxValue(365)
@description('Days after which the storage itself deletes an upload that Intake has not deleted. Far above Intake\'s own 7 days: it must not take what still waits for a person.')
param uploadBackstopDays int = 180

@minValue(1827)
@description('Days for which a block of the audit chain can be neither changed nor deleted: 5 years.')
param auditRetentionDays int = 1827

@description('Tier of the database server\'s machine.')
param databaseTier string = 'GeneralPurpose'

@description('Name of the database server\'s machine size.')
param databaseSize string = 'Standard_D2ds_v5'

@description('Keep a standby database server in a second zone.')
param databaseStandby bool = true

var tags = { 'azd-env-name': environmentName }
var token = uniqueString(subscription().id, environmentName, location)
var apps = ['intake', 'research', 'delivery', 'portal']
var accounts = {
  intake: 'stintake${token}'
  named: 'stnamed${token}'
  research: 'stresearch${token}'
  delivery: 'stdelivery${token}'
  audit: 'staudit${token}'
}
var hosts = {
  intake: 'sthintake${token}'
  research: 'sthresearch${token}'
  delivery: 'sthdelivery${token}'
  portal: 'sthportal${token}'
}
var uploadKeyName = 'upload'
var portalSecretNames = {
  clientSecret: 'client-secret'
  cookieKey: 'cookie-key'
}

// The one list of queues. A function.json names one of these, and only its receiver's app has the function; dead letters of all are read by one app.
var queues = [
  { name: 'study-uploaded', sender: 'events', receiver: 'intake' }
  { name: 'consents-uploaded', sender: 'events', receiver: 'intake' }
  { name: 'release-review', sender: 'intake', receiver: 'intake' }
  { name: 'anonymize', sender: 'intake', receiver: 'research' }
  { name: 'recall-research', sender: 'intake', receiver: 'research' }
  { name: 'deliver', sender: 'intake', receiver: 'delivery' }
  { name: 'recall-delivery', sender: 'intake', receiver: 'delivery' }
]
var deadLetterReader = 'intake'

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
  }
}

module identities 'modules/identities.bicep' = {
  name: 'identities'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
  }
}

module network 'modules/network.bicep' = {
  name: 'network'
  scope: group
  params: {
    apps: apps
    token: token
    location: location
    tags: tags
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    accounts: accounts
    hosts: hosts
    subnets: network.outputs.subnets
    facilities: facilities
    projects: projects
    processors: processors
    uploadBackstopDays: uploadBackstopDays
    auditRetentionDays: auditRetentionDays
    workspaceId: monitoring.outputs.workspaceId
    location: location
    tags: tags
  }
}

module serviceBus 'modules/service-bus.bicep' = {
  name: 'service-bus'
  scope: group
  params: {
    queues: queues
    token: token
    workspaceId: monitoring.outputs.workspaceId
    location: location
    tags: tags
  }
}

module uploadVault 'modules/key-vault.bicep' = {
  name: 'upload-vault'
  scope: group
  params: {
    name: 'kv-upload-${token}'
    keyName: uploadKeyName
    hardwareKeys: hardwareKeys
    recoverableDays: 90
    subnetId: network.outputs.subnets.intake
    workspaceId: monitoring.outputs.workspaceId
    location: location
    tags: tags
  }
}

module pseudonymVault 'modules/key-vault.bicep' = {
  name: 'pseudonym-vault'
  scope: group
  params: {
    name: 'kv-pseudo-${token}'
    hardwareKeys: hardwareKeys
    // Pseudonym keys must be destroyed when their use ends: the least that Key Vault allows.
    recoverableDays: 7
    subnetId: network.outputs.subnets.research
    workspaceId: monitoring.outputs.workspaceId
    location: location
    tags: tags
  }
}

module portalVault 'modules/key-vault.bicep' = {
  name: 'portal-vault'
  scope: group
  params: {
    name: 'kv-portal-${token}'
    secretName: portalSecretNames.clientSecret
    secretValue: portalClientSecret
    hardwareKeys: false
    recoverableDays: 7
    subnetId: network.outputs.subnets.portal
    workspaceId: monitoring.outputs.workspaceId
    location: location
    tags: tags
  }
}

module database 'modules/database.bicep' = {
  name: 'database'
  scope: group
  params: {
    token: token
    tier: databaseTier
    size: databaseSize
    standby: databaseStandby
    operatorsGroupId: operatorsGroupId
    operatorsGroupName: operatorsGroupName
    operatorAddress: operatorAddress
    networkId: network.outputs.networkId
    endpointsSubnetId: network.outputs.subnets.endpoints
    workspaceId: monitoring.outputs.workspaceId
    location: location
    tags: tags
  }
}

module roles 'modules/roles.bicep' = {
  name: 'roles'
  scope: group
}

module rbac 'rbac.bicep' = {
  name: 'rbac'
  scope: group
  params: {
    apps: apps
    principals: {
      intake: identities.outputs.intake.principalId
      research: identities.outputs.research.principalId
      delivery: identities.outputs.delivery.principalId
      portal: identities.outputs.portal.principalId
      events: identities.outputs.events.principalId
    }
    roles: roles.outputs.ids
    accounts: accounts
    hosts: hosts
    facilities: facilities
    projects: projects
    processors: processors
    auditors: auditorsGroupId
    exports: exports
    queues: queues
    deadLetterReader: deadLetterReader
    serviceBusName: serviceBus.outputs.name
    uploadVaultName: uploadVault.outputs.name
    pseudonymVaultName: pseudonymVault.outputs.name
    portalVaultName: portalVault.outputs.name
    applicationInsightsName: monitoring.outputs.applicationInsightsName
  }
  dependsOn: [storage]
}

module events 'modules/events.bicep' = {
  name: 'events'
  scope: group
  params: {
    token: token
    accountName: accounts.intake
    identityId: identities.outputs.events.id
    serviceBusName: serviceBus.outputs.name
    location: location
    tags: tags
  }
  dependsOn: [storage, rbac]
}

module functionApps 'modules/function-apps.bicep' = {
  name: 'function-apps'
  scope: group
  params: {
    token: token
    intake: identities.outputs.intake
    research: identities.outputs.research
    delivery: identities.outputs.delivery
    portal: identities.outputs.portal
    accounts: accounts
    hosts: hosts
    subnets: network.outputs.subnets
    databaseHost: database.outputs.host
    databaseName: database.outputs.databaseName
    serviceBusHost: serviceBus.outputs.host
    uploadKeyUri: '${uploadVault.outputs.uri}keys/${uploadKeyName}'
    pseudonymVaultUri: pseudonymVault.outputs.uri
    applicationInsightsName: monitoring.outputs.applicationInsightsName
    portalClientId: portalClientId
    portalVaultName: portalVault.outputs.name
    portalSecretNames: portalSecretNames
    location: location
    tags: tags
  }
  dependsOn: [storage, rbac]
}

output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output PORTAL_URL string = functionApps.outputs.portalUrl
output PORTAL_APP_NAME string = functionApps.outputs.portalName
output PORTAL_VAULT_NAME string = portalVault.outputs.name
output COOKIE_KEY_NAME string = portalSecretNames.cookieKey
output DATABASE_HOST string = database.outputs.host
output DATABASE_NAME string = database.outputs.databaseName
output OPERATORS_GROUP_NAME string = operatorsGroupName
output WORKSPACE_NAME string = monitoring.outputs.workspaceName
output INTAKE_IDENTITY_NAME string = identities.outputs.intake.name
output INTAKE_IDENTITY_ID string = identities.outputs.intake.principalId
output RESEARCH_IDENTITY_NAME string = identities.outputs.research.name
output RESEARCH_IDENTITY_ID string = identities.outputs.research.principalId
output DELIVERY_IDENTITY_NAME string = identities.outputs.delivery.name
output DELIVERY_IDENTITY_ID string = identities.outputs.delivery.principalId
output PORTAL_IDENTITY_NAME string = identities.outputs.portal.name
output PORTAL_IDENTITY_ID string = identities.outputs.portal.principalId
