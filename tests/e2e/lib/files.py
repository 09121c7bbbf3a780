"""Files as people send them: made in memory, each whole and of its kind, or broken on purpose."""
import io
import struct
import zipfile
import zlib


def png(text=b"Shian"):
    def part(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    row = b"\x00" + b"\x1d\x5c\x8f" * 8
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)) + part(b"tEXt", b"Comment\x00" + text) + part(b"IDAT", zlib.compress(row * 8)) + part(b"IEND", b"")


def scene(size=96):
    """A picture with something to see on it: a slope under a board of squares."""
    def part(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\x00" + bytes((x + 2 * y // 3 + 70 * ((x // 24 + y // 17) % 2)) % 256 for x in range(size)) for y in range(size))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0)) + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")


def pdf(text="Shian", size=0):
    """One page with a line of text; padded with a comment to a size."""
    stream = f"BT /F1 24 Tf 40 120 Td ({text}) Tj ET".encode()
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
               b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, one)
    made += b"%" + b"x" * max(0, size - len(made) - 300) + b"\n"
    table = len(made)
    made += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % table


def archive(entries):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in entries.items():
            out.writestr(name, text)
    return made.getvalue()


def docx(text="食安"):
    return archive({"[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
                    "word/document.xml": f"<w:document><w:body>{text}</w:body></w:document>"})


def column(index):
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def xlsx(rows, sheets=None):
    """A workbook with texts in place; `sheets`: more of them, name to rows."""
    sheets = {"Sheet1": rows, **(sheets or {})}
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    def sheet(rows):
        def escaped(text):
            return str(text).replace("&", "&amp;").replace("<", "&lt;")
        lines = "".join(f'<row r="{number}">' + "".join(f'<c r="{column(index)}{number}" t="inlineStr"><is><t>{escaped(text)}</t></is></c>'
                                                        for index, text in enumerate(row) if text not in (None, "")) + "</row>"
                        for number, row in enumerate(rows, 1))
        return f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>'
    names = list(sheets)
    return archive({
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{rels}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rels}"><sheets>' + "".join(f'<sheet name="{name}" sheetId="{i}" r:id="r{i}"/>' for i, name in enumerate(names, 1)) + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">' + "".join(f'<Relationship Id="r{i}" Type="{rels}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in range(1, len(names) + 1)) + "</Relationships>",
        **{f"xl/worksheets/sheet{i}.xml": sheet(sheets[name]) for i, name in enumerate(names, 1)}})
