-- One login per app, by its identity, with rows to read and write and no right to change the schema.
-- Run by an administrator; running it again changes nothing. Variables: intake, intake_id, research, ... as psql -v.
\set ON_ERROR_STOP on

\connect postgres
SELECT pgaadauth_create_principal_with_oid(app.name, app.id, 'service', false, false)
FROM (VALUES (:'intake', :'intake_id'), (:'research', :'research_id'), (:'delivery', :'delivery_id'), (:'portal', :'portal_id'))
    AS app (name, id)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = app.name);

\connect :database
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"intake", :"research", :"delivery", :"portal";
GRANT USAGE ON SCHEMA public TO :"intake", :"research", :"delivery", :"portal";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO :"intake", :"research", :"delivery", :"portal";
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO :"intake", :"research", :"delivery", :"portal";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"intake", :"research", :"delivery", :"portal";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO :"intake", :"research", :"delivery", :"portal";
