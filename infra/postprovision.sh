#!/bin/sh
# What Bicep can't say: how long logs are archived, and the apps' logins in the database. azd runs it after provisioning.
set -eu

for table in StorageBlobLogs AzureDiagnostics AppRequests AppTraces AppExceptions; do
  az monitor log-analytics workspace table update --resource-group "$AZURE_RESOURCE_GROUP" \
    --workspace-name "$WORKSPACE_NAME" --name "$table" --total-retention-time 1827 --only-show-errors --output none \
    || echo "$table does not exist before its first entry: provision once more after the first uploads"
done

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
