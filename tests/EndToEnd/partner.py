"""A facility's and a processor's client without the center's own program: the SDK for storage, an RSA key, a TAR.

partner.py consents IDENTITY TABLE.csv                 sends a consent table, waits, prints how many lines were taken
partner.py send IDENTITY FOLDER PATIENT_ID STUDY_UID   sends a study, waits, prints its state
partner.py pull IDENTITY OUT [PROVISION...]            pulls packages (those alone), verifies them, posts receipts, prints them
partner.py delete IDENTITY OUT                         deletes what the center asks to be deleted, and says so

Everything it knows stands in functions/Shared/Cloud/Packages/README.md. Prints JSON.
"""
import datetime
import hashlib
import io
import json
import os
import shutil
import sys
import tarfile
import time
import urllib.parse
import urllib.request
import uuid

from azure.storage.blob import BlobClient, ContainerClient
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

OAEP = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)
LONGEST_WAIT = 120


class Key:
    """What the SDK asks of a key: the public half wraps, the private half unwraps."""

    def __init__(self, kid, public, private=None):
        self.kid, self.public, self.private = kid, public, private

    def get_kid(self):
        return self.kid

    def get_key_wrap_algorithm(self):
        return "RSA-OAEP-256"

    def wrap_key(self, key):
        return self.public.encrypt(key, OAEP)

    def unwrap_key(self, key, algorithm):
        assert algorithm == "RSA-OAEP-256", algorithm
        return self.private.decrypt(key, OAEP)


class Center:
    """The portal's JSON API, signed in."""

    def __init__(self, identity):
        self.identity = identity
        form = {"grant_type": "client_credentials", "client_id": identity["development"]["clientId"], "client_secret": identity["development"]["clientSecret"]}
        with urllib.request.urlopen(identity["development"]["token"], urllib.parse.urlencode(form).encode()) as answer:
            self.token = json.load(answer)["access_token"]

    def call(self, method, path, body=None):
        request = urllib.request.Request(
            urllib.parse.urljoin(self.identity["portal"], "/api/" + path), None if body is None else json.dumps(body).encode(),
            {"Authorization": "Bearer " + self.token, "Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request) as answer:
            content = answer.read()
            return json.loads(content) if content else None


def blob_of(container, name, key):
    """A blob of a container's SAS address, under client-side encryption v2."""
    address = urllib.parse.urlsplit(container)
    client = BlobClient.from_blob_url(urllib.parse.urlunsplit(address._replace(path=address.path + "/" + name)), api_version="2021-12-02")
    client.require_encryption, client.encryption_version, client.key_encryption_key = True, "2.0", key
    return client


def pack(manifest, files):
    """manifest.json first, then the files, as one USTAR."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, content in [("manifest.json", json.dumps(manifest).encode()), *files]:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return target.getvalue()


def upload(center, kind, files, **facts):
    """Asks for a grant, packs, encrypts, uploads; the blob's name."""
    facility = center.identity["name"]
    grant = center.call("POST", f"facilities/{facility}/grants")
    manifest = {
        "format": "pipeline-package/1", "kind": kind, "sender": facility, "grant": grant["grantId"],
        "created": datetime.datetime.now(datetime.timezone.utc).isoformat(),
        "files": [{"name": name, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)} for name, content in files], **facts,
    }
    name = ("studies/" if kind == "study" else "consents/") + uuid.uuid4().hex
    key = Key(grant["keyId"], serialization.load_pem_public_key(grant["publicKeyPem"].encode()))
    blob_of(grant["container"], name, key).upload_blob(pack(manifest, files))
    return name


def wait(center, what, blob, done):
    """Asks what became of an upload until that is known."""
    deadline = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < deadline:
        for row in center.call("GET", f"facilities/{center.identity['name']}/{what}"):
            if row["blob"] == blob and done(row):
                return row
        time.sleep(0.5)
    sys.exit("the center did not take it in time")


def consents(center, table):
    with open(table, "rb") as file:
        blob = upload(center, "consents", [("table.csv", file.read())])
    return wait(center, "consents", blob, lambda row: row.get("completed") or row.get("refusal"))


def send(center, folder, patient_id, study_uid):
    files = []
    for number, name in enumerate(sorted(os.listdir(folder)), 1):
        with open(os.path.join(folder, name), "rb") as file:
            files.append((f"objects/{number:06}.dcm", file.read()))
    blob = upload(center, "study", files, patientId=patient_id, studyInstanceUid=study_uid)
    return wait(center, "packages", blob, lambda row: row["state"] != "receiving")


def verified(package, provision, folder):
    """Takes a package apart; raises unless it is exactly what its manifest says."""
    with tarfile.open(fileobj=io.BytesIO(package), mode="r:") as tar:
        entries = tar.getmembers()
        manifest = json.load(tar.extractfile(entries[0]))
        assert entries[0].name == "manifest.json" and manifest["format"] == "pipeline-package/1" and manifest["kind"] == "delivery", "not a delivery"
        assert manifest["provision"] == provision, "another provision"
        assert [entry.name for entry in entries[1:]] == [file["name"] for file in manifest["files"]], "other files"
        for entry, file in zip(entries[1:], manifest["files"]):
            content = tar.extractfile(entry).read()
            assert len(content) == file["size"] and hashlib.sha256(content).hexdigest() == file["sha256"], "a file is not what the manifest says"
            path = os.path.join(folder, *file["name"].split("/"))
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as target:
                target.write(content)
    return manifest


def pull(center, out, *wanted):
    identity, processor = center.identity, center.identity["name"]
    with open(identity["key"], encoding="utf-8") as file:
        version = json.load(file)["versions"][-1]
    private = serialization.load_pem_private_key(version["pem"].encode(), password=None)
    key = Key(version["keyId"], private.public_key(), private)
    there = {blob.name for blob in ContainerClient.from_container_url(identity["storage"], api_version="2021-12-02").list_blobs()}
    pulled = []
    for row in center.call("GET", f"processors/{processor}/deliveries"):
        if row["state"] != "published" or row["blob"] not in there or (wanted and row["provision"] not in wanted):
            continue
        package = blob_of(identity["storage"], row["blob"], key).download_blob().readall()
        folder = os.path.join(out, row["provision"])
        manifest = verified(package, row["provision"], folder)
        center.call("POST", f"processors/{processor}/receipts", {"provision": row["provision"], "blob": row["blob"], "ok": True})
        pulled.append({"provision": row["provision"], "patient": manifest["patientId"], "study": manifest["studyInstanceUid"],
                       "legalBasis": manifest["legalBasis"], "files": [file["sha256"] for file in manifest["files"]]})
    return pulled


def delete(center, out):
    processor, deleted = center.identity["name"], []
    for row in center.call("GET", f"processors/{processor}/deliveries"):
        folder = os.path.join(out, row["provision"])
        if row.get("deletionRequested") and not row.get("deletionAcknowledged") and os.path.isdir(folder):
            shutil.rmtree(folder)
            center.call("POST", f"processors/{processor}/deletions", {"provision": row["provision"]})
            deleted.append(row["provision"])
    return deleted


def main():
    what, identity, *more = sys.argv[1:]
    with open(identity, encoding="utf-8") as file:
        center = Center(json.load(file))
    print(json.dumps({"consents": consents, "send": send, "pull": pull, "delete": delete}[what](center, *more), ensure_ascii=False))


main()
