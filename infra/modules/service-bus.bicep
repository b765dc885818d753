// The queues. Messages carry identifiers only, so the Standard tier, which has no private network, holds nothing secret.

@description('Queues: {name, sender, receiver}.')
param queues array

@minLength(13)
@maxLength(13)
@description('What makes names unique: 13 letters and digits.')
param token string

@description('Workspace for metrics, among them the count of dead letters.')
param workspaceId string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

resource serviceBus 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: 'sb-center-${token}'
  location: location
  tags: tags
  sku: { name: 'Standard', tier: 'Standard' }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
  }
}

resource queue 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [for line in queues: {
  parent: serviceBus
  name: line.name
  properties: {
    maxDeliveryCount: 5
    lockDuration: 'PT5M'
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: 'PT10M'
    defaultMessageTimeToLive: 'P14D'
    deadLetteringOnMessageExpiration: true
  }
}]

resource metrics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'metrics'
  scope: serviceBus
  properties: {
    workspaceId: workspaceId
    metrics: [
      { category: 'AllMetrics', enabled: true }
    ]
  }
}

output name string = serviceBus.name
output host string = '${serviceBus.name}.servicebus.windows.net'
