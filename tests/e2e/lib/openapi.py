"""Holds answers against the API's own description (OpenAPI 3.1): status, media type, shape."""
import datetime
import json
import re

import jsonschema

formats = jsonschema.FormatChecker(formats=())


@formats.checks("date", raises=ValueError)
def is_date(text):
    return not isinstance(text, str) or (len(text) == 10 and bool(datetime.date.fromisoformat(text)))


@formats.checks("date-time", raises=ValueError)
def is_moment(text):
    if not isinstance(text, str):
        return True
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", text) and datetime.datetime.fromisoformat(text[:19]))


def by_discriminator(validator, choices, instance, schema):
    """oneOf: where the schema says which property tells its choices apart, only the one that is meant is tried."""
    told = schema.get("discriminator")
    if not told or not isinstance(instance, dict):
        yield from jsonschema.Draft202012Validator.VALIDATORS["oneOf"](validator, choices, instance, schema)
    elif instance.get(told["propertyName"]) not in told["mapping"]:
        yield jsonschema.ValidationError(f"{told['propertyName']} {instance.get(told['propertyName'])!r} is none of the choices")
    else:
        yield from validator.descend(instance, {"$ref": told["mapping"][instance[told["propertyName"]]]})


Validator = jsonschema.validators.extend(jsonschema.Draft202012Validator, {"oneOf": by_discriminator})


class Document:
    def __init__(self, text):
        self.json = json.loads(text)
        self.resolver = jsonschema.RefResolver("", self.json)
        self.patterns = [(re.compile(re.sub(r"\\{[^/]*\\}", "[^/]+", re.escape(path))), path) for path in self.json["paths"]]
        self.patterns.sort(key=lambda one: one[1].count("{"))
        self.seen = set()  # answers that held: the same one need not be looked at again

    def path_of(self, path):
        """The template that a request's path meets; None: no such address."""
        return next((template for pattern, template in self.patterns if pattern.fullmatch(path)), None)

    def operation(self, method, path):
        template = self.path_of(path)
        return template and self.json["paths"][template].get("get" if method == "HEAD" else method.lower())

    def resolved(self, node):
        return self.resolver.resolve(node["$ref"])[1] if "$ref" in node else node

    def faults(self, method, target, status, kind, body):
        """What is wrong with an answer, in words; `kind` is its Content-Type, `body` its bytes."""
        path = target.split("?")[0]
        operation = self.operation(method, path)
        if operation is None:
            wanted = (400, 404, 413, 414, 431) if self.path_of(path) is None else (400, 405, 413, 431)
            response = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
            if status not in wanted:
                return [f"status {status} from no operation of the document"]
        else:
            response = operation["responses"].get(str(status))
            if response is None:
                return [f"status {status} is not listed: {', '.join(operation['responses'])}"]
        content = self.resolved(response).get("content", {})
        if method == "HEAD" or status in (204, 304):
            return ["a body where there is none"] if body else []
        media = kind.split(";")[0].strip()
        if not content:
            return ["a body that is not described"] if body else []
        if media not in content and "*/*" not in content:
            return [f"media type {media!r} is not listed: {', '.join(content)}"]
        schema = content.get(media, content.get("*/*")).get("schema")
        if not schema or not (media.endswith("json")):
            return []
        key = hash((json.dumps(schema), body))
        if key in self.seen:
            return []
        validator = Validator(schema, resolver=self.resolver, format_checker=formats)
        found = [f"at {'/'.join(map(str, error.absolute_path)) or 'the top'}: {error.message[:300]}"
                 for error in validator.iter_errors(json.loads(body))]
        if not found:
            self.seen.add(key)
        return found[:5]
