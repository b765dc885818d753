// The four apps. An app is told only of what rbac.bicep lets it touch: least privilege can be read here.

@minLength(13)
@maxLength(13)
@description('What makes names unique: 13 letters and digits.')
param token string

@description('Intake\'s identity: {id, name, clientId, principalId}.')
param intake object

@description('Research\'s identity.')
param research object

@description('Delivery\'s identity.')
param delivery object

@description('The portal\'s identity.')
param portal object

@description('Name of each family\'s storage account.')
param accounts object

@description('Name of the storage account of each app\'s Functions host.')
param hosts object

@description('Subnet of each app.')
param subnets object

@description('Host name of the database server.')
param databaseHost string

@description('Name of the database.')
param databaseName string

@description('Host name of the Service Bus namespace.')
param serviceBusHost string

@description('URI of the upload key, without a version.')
param uploadKeyUri string

@description('URI of the vault of pseudonym keys.')
param pseudonymVaultUri string

@description('Name of the Application Insights component.')
param applicationInsightsName string

@description('Client ID of the portal\'s Entra application.')
param portalClientId string

@description('Name of the vault of the portal\'s own secrets.')
param portalVaultName string

@description('Names of the portal\'s secrets: {clientSecret, cookieKey}.')
param portalSecretNames object

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

var blobHost = 'blob.${environment().suffixes.storage}'
var databaseConnection = 'Host=${databaseHost};Database=${databaseName};SSL Mode=VerifyFull'

module intakeApp 'function-app.bicep' = {
  name: 'function-app-intake'
  params: {
    app: 'intake'
    token: token
    identity: intake
    hostAccountName: hosts.intake
    subnetId: subnets.intake
    applicationInsightsName: applicationInsightsName
    maximumInstances: 40
    settings: {
      Center__Accounts__Intake: 'https://${accounts.intake}.${blobHost}/'
      Center__Accounts__Named: 'https://${accounts.named}.${blobHost}/'
      Center__Accounts__Audit: 'https://${accounts.audit}.${blobHost}/'
      Center__Database: '${databaseConnection};Username=${intake.name}'
      Center__UploadKey: uploadKeyUri
      ServiceBusConnection__fullyQualifiedNamespace: serviceBusHost
      ServiceBusConnection__credential: 'managedidentity'
      ServiceBusConnection__clientId: intake.clientId
    }
    location: location
    tags: tags
  }
}

module researchApp 'function-app.bicep' = {
  name: 'function-app-research'
  params: {
    app: 'research'
    token: token
    identity: research
    hostAccountName: hosts.research
    subnetId: subnets.research
    applicationInsightsName: applicationInsightsName
    maximumInstances: 100
    settings: {
      Center__Accounts__Named: 'https://${accounts.named}.${blobHost}/'
      Center__Accounts__Research: 'https://${accounts.research}.${blobHost}/'
      Center__Database: '${databaseConnection};Username=${research.name}'
      Center__PseudonymVault: pseudonymVaultUri
      ServiceBusConnection__fullyQualifiedNamespace: serviceBusHost
      ServiceBusConnection__credential: 'managedidentity'
      ServiceBusConnection__clientId: research.clientId
    }
    location: location
    tags: tags
  }
}

module deliveryApp 'function-app.bicep' = {
  name: 'function-app-delivery'
  params: {
    app: 'delivery'
    token: token
    identity: delivery
    hostAccountName: hosts.delivery
    subnetId: subnets.delivery
    applicationInsightsName: applicationInsightsName
    maximumInstances: 40
    settings: {
      Center__Accounts__Named: 'https://${accounts.named}.${blobHost}/'
      Center__Accounts__Delivery: 'https://${accounts.delivery}.${blobHost}/'
      Center__Database: '${databaseConnection};Username=${delivery.name}'
      ServiceBusConnection__fullyQualifiedNamespace: serviceBusHost
      ServiceBusConnection__credential: 'managedidentity'
      ServiceBusConnection__clientId: delivery.clientId
    }
    location: location
    tags: tags
  }
}

module portalApp 'function-app.bicep' = {
  name: 'function-app-portal'
  params: {
    app: 'portal'
    token: token
    identity: portal
    hostAccountName: hosts.portal
    subnetId: subnets.portal
    applicationInsightsName: applicationInsightsName
    open: true
    maximumInstances: 40
    settings: {
      Center__Accounts__Intake: 'https://${accounts.intake}.${blobHost}/'
      Center__Accounts__Named: 'https://${accounts.named}.${blobHost}/'
      Center__Accounts__Research: 'https://${accounts.research}.${blobHost}/'
      Center__Database: '${databaseConnection};Username=${portal.name}'
      Center__Authority: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
      Center__Audience: portalClientId
      Center__ClientId: portalClientId
      Center__ClientSecret: '@Microsoft.KeyVault(VaultName=${portalVaultName};SecretName=${portalSecretNames.clientSecret})'
      Center__CookieKey: '@Microsoft.KeyVault(VaultName=${portalVaultName};SecretName=${portalSecretNames.cookieKey})'
    }
    location: location
    tags: tags
  }
}

output portalName string = portalApp.outputs.name
output portalUrl string = portalApp.outputs.url
