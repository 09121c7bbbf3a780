"""The API's own description: valid OpenAPI 3.1, whole, made for this city, the same from the server and the command."""
import glob
import json
import os
import re
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
import jsonschema
from desk import PACK, Browser, Server, checks
from openapi import Document
from support import ROOT, must, shian

METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}


def nodes(json_value, path=""):
    """Every object of the document, with where it stands."""
    if isinstance(json_value, dict):
        yield path, json_value
        for key, value in json_value.items():
            yield from nodes(value, f"{path}/{key}")
    elif isinstance(json_value, list):
        for index, value in enumerate(json_value):
            yield from nodes(value, f"{path}/{index}")


def operations(document):
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def resolve(document, reference):
    found = document
    for step in reference.removeprefix("#/").split("/"):
        found = found.get(step, {}) if isinstance(found, dict) else {}
    return found


def is_valid(document):
    """The rules of OpenAPI 3.1.0 that a document like this can break."""
    checks.equal(document["openapi"], "3.1.0", "the edition of OpenAPI")
    checks.that(document["info"]["title"] and document["info"]["version"], "title and version")
    for where, node in nodes(document):
        if isinstance(node.get("$ref"), str):
            checks.that(node["$ref"].startswith("#/") and resolve(document, node["$ref"]), f"{where} refers to {node['$ref']}, which is not there")
    for kind, named in document["components"].items():
        for name, value in named.items():
            checks.that(re.fullmatch(r"[a-zA-Z0-9._-]+", name), f"the name of component {kind}/{name}")
            if kind == "schemas":
                try:
                    jsonschema.Draft202012Validator.check_schema(value)
                except jsonschema.SchemaError as wrong:
                    checks.that(False, f"{name} is no JSON Schema: {wrong.message}")
    ids = [operation["operationId"] for _, _, operation in operations(document)]
    checks.equal(len(ids), len(set(ids)), "operations have ids of their own")
    schemes = document["components"].get("securitySchemes")
    for path, method, operation in operations(document):
        at = f"{method} {path}"
        checks.that(path.startswith("/") and method in METHODS, f"{at}: a path and a method")
        for requirement in operation.get("security", []) + document["security"]:
            checks.that(set(requirement) <= set(schemes), f"{at}: known security schemes")
        parameters = [resolve(document, one["$ref"]) if "$ref" in one else one for one in operation.get("parameters", [])]
        keys = [(one["in"], one["name"]) for one in parameters]
        checks.equal(len(keys), len(set(keys)), f"{at}: each parameter once")
        checks.equal({name for place, name in keys if place == "path"}, set(re.findall(r"\{(\w+)\}", path)), f"{at}: the placeholders are described")
        for one in parameters:
            checks.that(one["in"] in ("path", "query", "header", "cookie") and "schema" in one and (one["in"] != "path" or one["required"]), f"{at}: parameter {one['name']}")
        for status, response in operation["responses"].items():
            response = resolve(document, response["$ref"]) if "$ref" in response else response
            checks.that(re.fullmatch("[1-5][0-9][0-9]", status) and response.get("description"), f"{at}: response {status}")


def is_whole(document):
    """Nothing is left undescribed, and nothing is described that nobody uses."""
    for path, method, operation in operations(document):
        at = f"{method} {path}"
        checks.that(operation["summary"], f"{at} has a summary")
        checks.that(any(status < "400" for status in operation["responses"]), f"{at} tells how it answers")
        if method in ("put", "patch"):
            checks.that("requestBody" in operation, f"{at} tells what it takes")
    used = {node["$ref"] for _, node in nodes(document) if isinstance(node.get("$ref"), str)}
    for file in glob.glob(os.path.join(ROOT, "src/api/shapes/*.json")):
        for _, node in nodes(json.load(open(file, encoding="utf-8"))):
            used |= {f"#/components/schemas/{name}" for name in node.get("with", [])}
    for kind in ("schemas", "parameters"):
        for name in document["components"][kind]:
            checks.that(f"#/components/{kind}/{name}" in used, f"{kind}/{name} is used")
    for where, node in nodes(document["components"]["schemas"]):
        if "properties" in node and isinstance(node["properties"], dict) and "type" in node:
            checks.that(node.get("additionalProperties") is not None, f"{where} is closed")


def is_this_citys(document):
    """A record has the fields of its register, with what the register says of them."""
    schemas = document["components"]["schemas"]
    for register in json.loads(must("openapi", "--pack", PACK))["components"]["schemas"]["Record"]["discriminator"]["mapping"]:
        checks.that(f"Values.{register}" in schemas, f"{register} has its values")
    complaint = schemas["Values.complaint"]["properties"]
    checks.that("投诉" in complaint["kind"]["enum"], "an enumeration has its options")
    checks.equal(complaint["received_on"]["format"], "date", "a day is a day")
    checks.that("/" in complaint["received_on"]["title"], "names in both languages")
    operator = schemas["Values.operator"]["properties"]
    checks.that(operator["phone"]["x-personal"] and {"type": "null"} in operator["phone"]["anyOf"], "personal data is marked, and may be masked")
    checks.equal(len(schemas["AreaId"]["enum"]), 25, "the plan's areas")


def it_can_refuse(text):
    """The tests' own measure: an answer that is not as described is found out."""
    document, asked, kind = Document(text), "/api/v1/registers/complaint/records/1", "application/json"
    record = {"register": "complaint", "id": 1, "unit": "U20", "name": "TS-1", "withdrawn": False, "values": {"kind": "投诉"}, "shown": {"kind": "投诉"},
              "masked": [], "may": {"correct": True, "withdraw": True, "unmask": False}}

    def faults(status=200, media=kind, **changed):
        return document.faults("GET", asked, status, media, json.dumps({**record, **changed}).encode())

    checks.equal(faults(), [], "a record as it should be")
    checks.that(faults(status=418), "a status that is not listed")
    checks.that(faults(media="text/html"), "another type of content")
    checks.that(faults(more=1), "a property too many")
    checks.that(faults(id="1"), "a property of the wrong type")
    checks.that(faults(values={"kind": "投訴"}), "an option that the register does not have")
    checks.that(faults(values={"colour": "red"}), "a field that the register does not have")
    checks.that(faults(register="nothing"), "a register that the city does not have")
    checks.that(faults(values={"received_on": "2022-02-30"}), "a day that is none")


def main():
    with tempfile.TemporaryDirectory() as folder:
        store = f"sqlite:{folder}/desk.db"
        must("init", "--store", store, "--pack", PACK)
        server = Server(store)
        try:
            status, document, headers = Browser(server.port).ask("GET", "/api/openapi.json")
            checks.equal(status, 200, "everybody may read it")
            checks.equal(Browser(server.port).ask("GET", "/api/openapi.json", If_None_Match=headers["ETag"])[0], 304, "what he has is not sent again")
        finally:
            server.stop()
        is_valid(document)
        is_whole(document)
        is_this_citys(document)
        it_can_refuse(json.dumps(document))
        checks.equal(json.loads(must("openapi", "--store", store)), document, "the command prints the same")
        checks.equal(json.loads(must("openapi", "--pack", PACK)), document, "from a pack as well")
        shapes = json.loads(must("openapi", "--shapes"))
        checks.equal(set(shapes["components"]), {"schemas"}, "the shapes alone, if so wished")
        is_valid({"paths": {}, **shapes})
        checks.equal(shian("openapi")[0], 2, "neither store nor pack")
    checks.close()


main()
