// Roles narrower than any built-in one. Each lists exactly the operations its row in the architecture's table names.

var blobs = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs'
var secrets = 'Microsoft.KeyVault/vaults/secrets'
var suffix = uniqueString(resourceGroup().id)

// Reads and deletes blobs; can't create or change one.
resource readAndDelete 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, 'read-and-delete')
  properties: {
    roleName: 'Center Blob Read and Delete ${suffix}'
    type: 'CustomRole'
    permissions: [
      { actions: [], notActions: [], dataActions: ['${blobs}/read', '${blobs}/delete'], notDataActions: [] }
    ]
    assignableScopes: [resourceGroup().id]
  }
}

// Creates, replaces and deletes blobs, to take back what turned out not to be registrable or no longer needs a reviewer; can't
// read or list one.
resource replace 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, 'replace')
  properties: {
    roleName: 'Center Blob Replace ${suffix}'
    type: 'CustomRole'
    permissions: [
      { actions: [], notActions: [], dataActions: ['${blobs}/write', '${blobs}/add/action', '${blobs}/delete'], notDataActions: [] }
    ]
    assignableScopes: [resourceGroup().id]
  }
}

// Creates blobs and appends to append blobs; can't read, replace or delete one.
resource append 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, 'append')
  properties: {
    roleName: 'Center Blob Append ${suffix}'
    type: 'CustomRole'
    permissions: [
      { actions: [], notActions: [], dataActions: ['${blobs}/add/action'], notDataActions: [] }
    ]
    assignableScopes: [resourceGroup().id]
  }
}

// Reads, writes and deletes blobs, and lists containers, which reconciling starts from; can't change containers, tags or
// immutability, nor sign grants.
resource keep 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, 'keep')
  properties: {
    roleName: 'Center Blob Keep ${suffix}'
    type: 'CustomRole'
    permissions: [
      { actions: ['Microsoft.Storage/storageAccounts/blobServices/containers/read'], notActions: [], dataActions: ['${blobs}/read', '${blobs}/write', '${blobs}/add/action', '${blobs}/delete'], notDataActions: [] }
    ]
    assignableScopes: [resourceGroup().id]
  }
}

// A user-delegation SAS allows at most what its signer may: write without read makes every grant write-only.
// Signs user-delegation SAS that can create and write blobs; can't read, list or delete one.
resource grantUploads 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, 'grant-uploads')
  properties: {
    roleName: 'Center Upload Grant ${suffix}'
    type: 'CustomRole'
    permissions: [
      { actions: ['Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action'], notActions: [], dataActions: ['${blobs}/write', '${blobs}/add/action'], notDataActions: [] }
    ]
    assignableScopes: [resourceGroup().id]
  }
}

// keys/read gives the public half only: Intake publishes it to the registry, from where the portal hands it out.
// Unwraps content keys and reads public keys; can't sign, wrap, create or delete a key.
resource unwrap 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, 'unwrap')
  properties: {
    roleName: 'Center Key Unwrap ${suffix}'
    type: 'CustomRole'
    permissions: [
      { actions: [], notActions: [], dataActions: ['Microsoft.KeyVault/vaults/keys/read', 'Microsoft.KeyVault/vaults/keys/unwrap/action'], notDataActions: [] }
    ]
    assignableScopes: [resourceGroup().id]
  }
}

// Makes, finds and deletes the pseudonym key of a project and facility; can't restore or purge one.
resource keepPseudonymKeys 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, 'keep-pseudonym-keys')
  properties: {
    roleName: 'Center Pseudonym Keys ${suffix}'
    type: 'CustomRole'
    permissions: [
      { actions: [], notActions: [], dataActions: ['${secrets}/readMetadata/action', '${secrets}/getSecret/action', '${secrets}/setSecret/action', '${secrets}/delete'], notDataActions: [] }
    ]
    assignableScopes: [resourceGroup().id]
  }
}

output ids object = {
  readAndDelete: readAndDelete.id
  replace: replace.id
  append: append.id
  keep: keep.id
  grantUploads: grantUploads.id
  unwrap: unwrap.id
  keepPseudonymKeys: keepPseudonymKeys.id
}
