// The registry: PostgreSQL without passwords, reached from the apps' network only.

@minLength(13)
@maxLength(13)
@description('What makes names unique: 13 letters and digits.')
param token string

@description('Tier of the machine.')
param tier string

@description('Size of the machine.')
param size string

@description('Keep a standby, in a second zone where there is one.')
param standby bool

@description('Object ID of the Entra group that administers the server.')
param operatorsGroupId string

@description('Name of that group.')
param operatorsGroupName string

@description('Public IPv4 address from which an operator reaches the server for now; empty closes it.')
param operatorAddress string

@description('The virtual network.')
param networkId string

@description('Subnet of private endpoints.')
param endpointsSubnetId string

@description('Workspace for the server\'s log.')
param workspaceId string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

// Japan West has no zones.
var standbyMode = location == 'japaneast' ? 'ZoneRedundant' : 'SameZone'

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: 'psql-center-${token}'
  location: location
  tags: tags
  sku: { name: size, tier: tier }
  properties: {
    createMode: 'Default'
    version: '16'
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Disabled'
      tenantId: tenant().tenantId
    }
    storage: { storageSizeGB: 128, autoGrow: 'Enabled' }
    backup: { backupRetentionDays: 35, geoRedundantBackup: 'Enabled' }
    highAvailability: { mode: standby ? standbyMode : 'Disabled' }
    network: { publicNetworkAccess: empty(operatorAddress) ? 'Disabled' : 'Enabled' }
  }
}

// The server takes one change at a time: each of the following waits for the one before.
resource database 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2024-08-01' = {
  parent: server
  name: 'center'
  properties: { charset: 'UTF8', collation: 'en_US.utf8' }
}

resource administrators 'Microsoft.DBforPostgreSQL/flexibleServers/administrators@2024-08-01' = {
  parent: server
  name: operatorsGroupId
  properties: {
    principalName: operatorsGroupName
    principalType: 'Group'
    tenantId: tenant().tenantId
  }
  dependsOn: [database]
}

resource operatorAccess 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules@2024-08-01' = if (!empty(operatorAddress)) {
  parent: server
  name: 'operator'
  properties: { startIpAddress: operatorAddress, endIpAddress: operatorAddress }
  dependsOn: [administrators]
}

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe-psql-${token}'
  location: location
  tags: tags
  properties: {
    subnet: { id: endpointsSubnetId }
    privateLinkServiceConnections: [
      { name: 'psql', properties: { privateLinkServiceId: server.id, groupIds: ['postgresqlServer'] } }
    ]
  }
  dependsOn: [administrators]
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.postgres.database.azure.com'
  location: 'global'
  tags: tags
}

resource zoneLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone
  name: 'center'
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: { id: networkId }
  }
}

resource zoneGroup 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      { name: 'psql', properties: { privateDnsZoneId: zone.id } }
    ]
  }
}

resource log 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'sessions'
  scope: server
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'PostgreSQLFlexSessions', enabled: true }
    ]
  }
  dependsOn: [administrators]
}

output host string = server.properties.fullyQualifiedDomainName
output databaseName string = database.name
