#!/usr/bin/env python3
"""sbom.py - writes the bill of materials (CycloneDX 1.5) of a build as a C++ source file.

Run by cmake. Libraries are the ones CMakeLists.txt links and what tools/embed.py builds in; their
versions come from dpkg where it knows them, else from pkg-config. npm packages are those of
package-lock.json that are not for development only: their output is embedded. NOTICE must name
every component: --check-notice. And what a program is linked with must be in the list:
--check-linked.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import uuid

# Debian package (development files), pkg-config module or None, SPDX licence, what we use it for.
LIBRARIES = [
    ("libboost1.81-dev", None, "BSL-1.0", "sockets and HTTP parsing"),
    ("libbrotli-dev", "libbrotlienc", "MIT", "compressed pages"),
    ("libcli11-dev", "CLI11", "BSD-3-Clause", "command line"),
    ("libcmark-gfm-dev", None, "BSD-2-Clause", "Markdown"),
    ("libcmark-gfm-extensions-dev", None, "BSD-2-Clause", "Markdown tables and links"),
    ("libcurl4-openssl-dev", "libcurl", "curl", "mail and outgoing HTTP"),
    ("libfido2-dev", "libfido2", "BSD-2-Clause", "passkeys"),
    ("libfmt-dev", "fmt", "MIT", "log lines"),
    ("libglib2.0-dev", "glib-2.0", "LGPL-2.1-or-later", "libvips' objects and memory"),
    ("libicu-dev", "icu-uc", "ICU", "Unicode, CP932"),
    ("libmagic-dev", "libmagic", "BSD-2-Clause", "file types by content"),
    ("liboath-dev", "liboath", "LGPL-2.1-or-later", "TOTP"),
    ("libpng-dev", "libpng", "libpng-2.0", "QR codes as pictures"),
    ("libpq-dev", "libpq", "PostgreSQL", "PostgreSQL"),
    ("libpugixml-dev", "pugixml", "MIT", "reading XLSX and other Office files"),
    ("libqrencode-dev", "libqrencode", "LGPL-2.1-or-later", "QR codes"),
    ("libsodium-dev", "libsodium", "ISC", "Argon2id, sealed secrets"),
    ("libspdlog-dev", "spdlog", "MIT", "log lines"),
    ("libsqlite3-dev", "sqlite3", "blessing", "SQLite"),
    ("libssl-dev", "openssl", "Apache-2.0", "TLS, hashes"),
    ("libtomlplusplus-dev", "tomlplusplus", "MIT", "configuration file"),
    ("libvips-dev", "vips", "LGPL-2.1-or-later", "pictures of the public site"),
    ("libxlsxwriter-dev", "xlsxwriter", "BSD-2-Clause", "XLSX writing"),
    ("libxml2-dev", "libxml-2.0", "MIT", "WordPress exports: XML and HTML"),
    ("libzip-dev", "libzip", "BSD-3-Clause", "reading XLSX and other Office files, ZIP files"),
    ("nlohmann-json3-dev", "nlohmann_json", "MIT", "JSON"),
    ("python3-zxcvbn", None, "MIT", "lists of common and broken passwords"),
    ("zlib1g-dev", "zlib", "Zlib", "compressed pages"),
]
# The licences of npm packages whose output is embedded, by package; a new one must be added here.
NPM_LICENCES = {"@digital-go-jp/design-tokens": "MIT", "esbuild": "MIT"}
BUILD_TOOLS = {"esbuild"}  # makes the assets, leaves nothing of itself in them
# The runtime of C and C++ itself, which the compiler links without being asked.
RUNTIME = {"libc", "libm", "libgcc_s", "libstdc++"}


def output_of(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def library(package, module, licence, purpose):
    version = output_of("dpkg-query", "-W", "-f=${Version}", package)
    purl = f"pkg:deb/debian/{package}@{version}?distro=debian-12"
    if not version:
        version = output_of("pkg-config", "--modversion", module) if module else ""
        purl = f"pkg:generic/{module or package}@{version}"
    if not version:
        sys.exit(f"sbom: no version of {package} can be told")
    return {"type": "library", "bom-ref": purl, "name": package, "version": version, "purl": purl,
            "description": purpose, "licenses": [{"license": {"id": licence}}]}


def npm_components(source):
    path = os.path.join(source, "package-lock.json")
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as f:
        packages = json.load(f)["packages"]
    found = []
    for where, facts in sorted(packages.items()):
        if not where.startswith("node_modules/") or facts.get("dev") or facts.get("optional"):
            continue
        name = where.rsplit("node_modules/", 1)[1]
        if name in BUILD_TOOLS:
            continue
        licence = facts.get("license") or NPM_LICENCES.get(name)
        if not licence:
            sys.exit(f"sbom: name the licence of {name} in tools/sbom.py (NPM_LICENCES)")
        purl = f"pkg:npm/{name.replace('@', '%40')}@{facts['version']}"
        found.append({"type": "library", "bom-ref": purl, "name": name, "version": facts["version"],
                      "purl": purl, "licenses": [{"expression": licence}]})
    return found


def libraries_of(package, module):
    """libxml2, libicuuc ...: what linking with a package can bring into a program."""
    files = output_of("dpkg-query", "-L", package)
    if files:
        return set(re.findall(r"/([^/\n]+)\.so$", files, re.M))
    return {"lib" + name for name in
            re.findall(r"-l(\S+)", output_of("pkg-config", "--libs-only-l", module or package))}


def check_linked(program):
    """Every library that the program itself asks for is in LIBRARIES."""
    needed = re.findall(r"\(NEEDED\).*\[(.+)\.so[^]]*\]",
                        output_of("env", "LC_ALL=C", "readelf", "-d", program))
    if not needed:
        sys.exit(f"sbom: readelf cannot tell what {program} is linked with")
    listed = set().union(*(libraries_of(row[0], row[1]) for row in LIBRARIES))
    missing = [name for name in needed
               if name not in listed | RUNTIME and not name.startswith("ld-linux")]
    for name in missing:
        print(f"{name} is linked: name its package in tools/sbom.py (LIBRARIES) and in NOTICE")
    print(f"linked: {len(needed) - len(missing)} passed, {len(missing)} failed")
    return 1 if missing else 0


def bill(source, version):
    components = [library(*row) for row in LIBRARIES] + npm_components(source)
    # The same parts give the same serial number: builds stay comparable.
    serial = uuid.uuid5(uuid.NAMESPACE_URL, version + "".join(c["bom-ref"] for c in components))
    return {"bomFormat": "CycloneDX", "specVersion": "1.5", "serialNumber": f"urn:uuid:{serial}",
            "version": 1, "metadata": {"component": {
                "type": "application", "bom-ref": "musubi", "name": "musubi", "version": version,
                "licenses": [{"license": {"id": "Apache-2.0"}}]}},
            "components": components,
            "dependencies": [{"ref": "musubi", "dependsOn": [c["bom-ref"] for c in components]}]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--source", required=True)
    parser.add_argument("--out", help="C++ file to write")
    parser.add_argument("--program-version", default="0")
    parser.add_argument("--check-notice", action="store_true")
    parser.add_argument("--check-linked", metavar="PROGRAM")
    options = parser.parse_args()
    if options.check_linked:
        return check_linked(options.check_linked)
    if options.check_notice:
        with open(os.path.join(options.source, "NOTICE"), encoding="utf-8") as f:
            notice = f.read()
        names = [row[0] for row in LIBRARIES] + [c["name"] for c in npm_components(options.source)]
        missing = [n for n in names if n not in notice]
        for name in missing:
            print(f"NOTICE does not name {name}")
        print(f"notice: {len(names) - len(missing)} passed, {len(missing)} failed")
        return 1 if missing else 0
    text = json.dumps(bill(options.source, options.program_version), indent=2, ensure_ascii=False)
    # Compilers limit one literal's length: a line each.
    quoted = "\n".join(f'R"sbom({line})sbom" "\\n"' for line in text.split("\n"))
    made = ("// sbom.cc - made by tools/sbom.py; do not edit.\n// Holds the bill of materials.\n"
            '#include "cli/sbom.h"\n\nnamespace musubi::cli {\n'
            f"std::string_view sbom_json() {{\n  return\n{quoted};\n}}\n}}  // namespace\n")
    with open(options.out, "w", encoding="utf-8") as f:
        f.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
