// A committed upload becomes a message. An event that can't be delivered is kept in the container `undelivered`.

@minLength(13)
@maxLength(13)
@description('What makes names unique: 13 letters and digits.')
param token string

@minLength(3)
@maxLength(24)
@description('Name of the account that takes uploads.')
param accountName string

@description('The identity that may send to the two queues and write undelivered events.')
param identityId string

@description('Name of the Service Bus namespace.')
param serviceBusName string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

// A filter by "begins with" or "ends with" can't say it: the facility stands before the folder, a random name after it.
var uploads = [
  { queue: 'study-uploaded', folder: '/blobs/studies/' }
  { queue: 'consents-uploaded', folder: '/blobs/consents/' }
]

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: accountName
}

resource serviceBus 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: serviceBusName
}

resource queue 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' existing = [for upload in uploads: {
  parent: serviceBus
  name: upload.queue
}]

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: 'evgt-intake-${token}'
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    source: account.id
    topicType: 'Microsoft.Storage.StorageAccounts'
  }
}

resource delivery 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = [for (upload, i) in uploads: {
  parent: topic
  name: upload.queue
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    deliveryWithResourceIdentity: {
      identity: { type: 'UserAssigned', userAssignedIdentity: identityId }
      destination: {
        endpointType: 'ServiceBusQueue'
        properties: { resourceId: queue[i].id }
      }
    }
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      enableAdvancedFilteringOnArrays: false
      advancedFilters: [
        { operatorType: 'StringContains', key: 'subject', values: [upload.folder] }
        { operatorType: 'StringIn', key: 'data.api', values: ['PutBlob', 'PutBlockList', 'CopyBlob'] }
      ]
    }
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
    deadLetterWithResourceIdentity: {
      identity: { type: 'UserAssigned', userAssignedIdentity: identityId }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: { resourceId: account.id, blobContainerName: 'undelivered' }
      }
    }
  }
}]
