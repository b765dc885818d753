// A vault for one app's keys and secrets: roles instead of access policies, nothing in it can be purged, reached from one subnet.

@minLength(3)
@maxLength(24)
@description('Name of the vault.')
param name string

@description('Name of an RSA key to create; empty for none.')
param keyName string = ''

@description('Name of the secret to write; read only where there is a value.')
param secretName string = ''

@description('Value of that secret; empty writes none.')
@secure()
param secretValue string = ''

@description('Keep keys in hardware security modules.')
param hardwareKeys bool

@minValue(7)
@maxValue(90)
@description('Days for which a deleted key can be restored, and can\'t be destroyed sooner.')
param recoverableDays int

@description('Subnet that reaches the vault.')
param subnetId string

@description('Workspace for the log of every use of a key.')
param workspaceId string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: hardwareKeys ? 'premium' : 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: recoverableDays
    enablePurgeProtection: true
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Deny'
      virtualNetworkRules: [
        { id: subnetId }
      ]
    }
  }
}

// Rotates every year. An old version still unwraps, also after its expiry; it only wraps no more.
resource key 'Microsoft.KeyVault/vaults/keys@2024-11-01' = if (!empty(keyName)) {
  parent: vault
  name: empty(keyName) ? 'none' : keyName
  properties: {
    kty: hardwareKeys ? 'RSA-HSM' : 'RSA'
    keySize: 3072
    keyOps: ['wrapKey', 'unwrapKey']
    rotationPolicy: {
      attributes: { expiryTime: 'P2Y' }
      lifetimeActions: [
        { trigger: { timeAfterCreate: 'P1Y' }, action: { type: 'rotate' } }
      ]
    }
  }
}

// Written through Azure Resource Manager: nobody needs a way into the vault's network for it.
resource secret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(secretValue)) {
  parent: vault
  name: empty(secretName) ? 'none' : secretName
  properties: { value: secretValue }
}

resource log 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'access'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'AuditEvent', enabled: true }
    ]
  }
}

output name string = vault.name
output uri string = vault.properties.vaultUri
