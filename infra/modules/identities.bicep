// One identity per app, and one for the Event Grid topic. They exist before the roles, the roles before the apps.

@minLength(13)
@maxLength(13)
@description('What makes names unique: 13 letters and digits.')
param token string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

resource intakeIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-intake-${token}'
  location: location
  tags: tags
}

resource researchIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-research-${token}'
  location: location
  tags: tags
}

resource deliveryIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-delivery-${token}'
  location: location
  tags: tags
}

resource portalIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-portal-${token}'
  location: location
  tags: tags
}

resource eventsIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-events-${token}'
  location: location
  tags: tags
}

output intake object = {
  id: intakeIdentity.id
  name: intakeIdentity.name
  clientId: intakeIdentity.properties.clientId
  principalId: intakeIdentity.properties.principalId
}

output research object = {
  id: researchIdentity.id
  name: researchIdentity.name
  clientId: researchIdentity.properties.clientId
  principalId: researchIdentity.properties.principalId
}

output delivery object = {
  id: deliveryIdentity.id
  name: deliveryIdentity.name
  clientId: deliveryIdentity.properties.clientId
  principalId: deliveryIdentity.properties.principalId
}

output portal object = {
  id: portalIdentity.id
  name: portalIdentity.name
  clientId: portalIdentity.properties.clientId
  principalId: portalIdentity.properties.principalId
}

output events object = {
  id: eventsIdentity.id
  principalId: eventsIdentity.properties.principalId
}
