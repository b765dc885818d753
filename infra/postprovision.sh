#!/bin/sh
# What Bicep can't say: how long logs are archived, the key of the portal's cookies, and the apps' logins in the database.
# azd runs it after provisioning; running it again changes nothing that is there.
set -eu

for table in StorageBlobLogs AzureDiagnostics AppRequests AppTraces AppExceptions; do
  az monitor log-analytics workspace table update --resource-group "$AZURE_RESOURCE_GROUP" \
    --workspace-name "$WORKSPACE_NAME" --name "$table" --total-retention-time 1827 --only-show-errors --output none \
    || echo "$table does not exist before its first entry: provision once more after the first uploads"
done

# Made once, of 32 random bytes, and written through Azure Resource Manager, which needs no way into the vault's network.
# The portal's reference to it is asked for again, since it was made before the key.
manager="https://management.azure.com/subscriptions/$AZURE_SUBSCRIPTION_ID/resourceGroups/$AZURE_RESOURCE_GROUP/providers"
secrets="$manager/Microsoft.KeyVault/vaults/$PORTAL_VAULT_NAME/secrets"
made=$(az rest --method get --url "$secrets?api-version=2024-11-01" --query "length(value[?name=='$COOKIE_KEY_NAME'])" --output tsv)
if [ "$made" = 0 ]; then
  body=$(mktemp)
  trap 'rm -f "$body"' EXIT
  printf '{"properties":{"value":"%s"}}' "$(openssl rand -base64 32)" >"$body"
  az rest --method put --url "$secrets/$COOKIE_KEY_NAME?api-version=2024-11-01" --body "@$body" --only-show-errors --output none
  az rest --method post --only-show-errors --output none \
    --url "$manager/Microsoft.Web/sites/$PORTAL_APP_NAME/config/configreferences/appsettings/refresh?api-version=2022-03-01"
fi

if [ -z "${OPERATOR_ADDRESS:-}" ]; then
  echo "The database is closed to this machine, so its logins stay as they are (infra/README.md: Database)."
  exit 0
fi

PGPASSWORD=$(az account get-access-token --resource-type oss-rdbms --query accessToken --output tsv)
export PGPASSWORD
psql "host=$DATABASE_HOST dbname=postgres user='$OPERATORS_GROUP_NAME' sslmode=verify-full sslrootcert=system" --no-psqlrc --quiet \
  --set "database=$DATABASE_NAME" \
  --set "intake=$INTAKE_IDENTITY_NAME" --set "intake_id=$INTAKE_IDENTITY_ID" \
  --set "research=$RESEARCH_IDENTITY_NAME" --set "research_id=$RESEARCH_IDENTITY_ID" \
  --set "delivery=$DELIVERY_IDENTITY_NAME" --set "delivery_id=$DELIVERY_IDENTITY_ID" \
  --set "portal=$PORTAL_IDENTITY_NAME" --set "portal_id=$PORTAL_IDENTITY_ID" \
  --file "$(dirname "$0")/database-roles.sql"
