// One subnet per app: accounts and vaults admit the subnets of the apps that may touch them, and nobody else's.

@description('Names of the function apps, each of which gets a subnet of that name.')
param apps string[]

@minLength(13)
@maxLength(13)
@description('What makes names unique: 13 letters and digits.')
param token string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

var addresses = '10.60.0.0/22'

var appSubnets = [for (app, i) in apps: {
  name: app
  properties: {
    addressPrefix: cidrSubnet(addresses, 26, i)
    delegations: [
      { name: 'functions', properties: { serviceName: 'Microsoft.App/environments' } }
    ]
    serviceEndpoints: [
      { service: 'Microsoft.Storage' }
      { service: 'Microsoft.KeyVault' }
    ]
  }
}]

var endpointsSubnet = {
  name: 'endpoints'
  properties: {
    addressPrefix: cidrSubnet(addresses, 26, 15)
  }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-${token}'
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [addresses]
    }
    subnets: concat(appSubnets, [endpointsSubnet])
  }
}

output networkId string = network.id
output subnets object = {
  intake: '${network.id}/subnets/intake'
  research: '${network.id}/subnets/research'
  delivery: '${network.id}/subnets/delivery'
  portal: '${network.id}/subnets/portal'
  endpoints: '${network.id}/subnets/endpoints'
}
