"""Builds variants of ports into folders of their own, and asks them."""

import json
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PORTS = ROOT / "scripts" / "ports"
WORK = ROOT / ".build" / "planted"


def slug(text):
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-").lower()


def folder(variant):
    return WORK / variant.language.name / slug(variant.base.name) / slug(variant.name)


def command(variant):
    return [word.format(folder=folder(variant)) for word in variant.language.run]


def original(language):
    return (PORTS / language.name / language.file).read_text()


def missing(variant):
    """The tool that the machine lacks for a variant; None if there are all."""
    tools = [words[0] for words in (variant.base.build, variant.language.run) if words]
    return next((tool for tool in tools if not tool.startswith("{") and not shutil.which(tool)), None)


def build(variant):
    """What the compiler says if it refuses, else None. What has not changed is not built again."""
    text, _ = variant.text(original(variant.language))
    words = [word.format(folder=folder(variant)) for word in variant.base.build]
    stamp = folder(variant) / "stamp"
    made = "\n".join((*words, *(path.read_text() for path in neighbours(variant)), text))
    if stamp.exists() and stamp.read_text() == made:
        return None
    shutil.rmtree(folder(variant), ignore_errors=True)
    folder(variant).mkdir(parents=True)
    for path in neighbours(variant):
        shutil.copy(path, folder(variant))
    (folder(variant) / variant.language.file).write_text(text)
    if words:
        done = subprocess.run(words, capture_output=True, text=True)
        if done.returncode != 0:
            return done.stderr
    stamp.write_text(made)
    return None


def neighbours(variant):
    """The other files of the port."""
    return sorted(path for path in (PORTS / variant.language.name).iterdir()
                  if path.is_file() and path.name != variant.language.file)  # fmt: skip


def report(adamw, asked, variant, seconds):
    """What `adamw test` or `adamw diagnose` writes about a variant as JSON, None if it writes nothing in time; its status."""
    path = folder(variant) / f"{asked[0]}.json"
    path.unlink(missing_ok=True)
    words = [adamw, *asked, "--json", path, "--", *command(variant)]
    try:
        status = subprocess.run(words, cwd=ROOT, capture_output=True, timeout=seconds).returncode
    except subprocess.TimeoutExpired:
        return None, None
    return (json.loads(path.read_text()) if path.exists() else None), status


def replies(variant, requests):
    """The lines that a variant answers to the lines of all requests."""
    done = subprocess.run(command(variant), input=requests, capture_output=True, text=True, timeout=600)
    return done.stdout.splitlines()
