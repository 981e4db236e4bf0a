"""`forwhom serve`: what it says, and what it writes."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from forwhom.cli import main
from forwhom.workbench import site

ROOT = Path(__file__).parents[2]


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A runtime that is there, as far as its names go."""
    folder = tmp_path / "runtime"
    folder.mkdir()
    for name in (*site.RUNTIME_FILES, "NOTICE.txt", "LICENSE-MPL-2.0.txt", "LICENSE-PSF.txt"):
        (folder / name).write_text(name)
    monkeypatch.setattr(site, "RUNTIME", folder)
    return folder


@pytest.mark.usefixtures("built")
def test_the_export_holds_every_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the server would answer stands in the folder, and a file with the headers for hosts that read one."""
    assert main(["serve", "--export", str(tmp_path / "public")]) == 0
    files = {
        path.relative_to(tmp_path / "public").as_posix() for path in (tmp_path / "public").rglob("*") if path.is_file()
    }
    assert files == {*site.site(), "_headers"}
    assert f"{len(files) - 1} files" in capsys.readouterr().out
    headers = (tmp_path / "public" / "_headers").read_text()
    assert "frame-ancestors 'none'" in headers
    assert "immutable" in headers


@pytest.mark.usefixtures("built")
def test_a_page_names_only_files_that_are_there() -> None:
    """Every file and page that the page leads to is one of the site, and no hole of the template is left."""
    files = site.site()
    page = files["index.html"].read().decode()
    named = re.findall(r'(?:src|href)="((?!data:|#)[^"]+)"', page)
    paths = [f"{path.removeprefix('./')}index.html" if path.endswith("/") else path for path in named]
    assert [path for path in paths if path not in files] == []
    assert len(named) > 20
    assert "{{" not in page


@pytest.mark.usefixtures("built")
def test_a_change_changes_the_names(built: Path) -> None:
    """A file that is kept for ever has another name as soon as it has another content."""
    before = set(site.site())
    (built / "engine.bin").write_text("changed")
    after = set(site.site())
    assert {path for path in before & after if path.startswith("runtime/")} == set()
    assert {path for path in before if path.startswith("page/")} <= after


@pytest.mark.usefixtures("built")
def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder with something in it is left alone."""
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "mine.txt").write_text("mine")
    assert main(["serve", "--export", str(tmp_path / "public")]) == 2
    assert "not empty" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "public").iterdir()] == ["mine.txt"]


def test_a_checkout_without_the_runtime_says_how_to_build_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command that builds what is missing is named."""
    monkeypatch.setattr(site, "RUNTIME", tmp_path)
    assert main(["serve"]) == 2
    assert "make bundle" in capsys.readouterr().err


@pytest.mark.usefixtures("built")
def test_a_port_that_is_taken_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """A port that was asked for is not silently another one."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 2
    assert f"cannot listen on port {port}" in capsys.readouterr().err
    assert main(["serve", "--port", "99999"]) == 2


def test_without_its_packages_it_says_what_to_install() -> None:
    """Where Starlette or uvicorn is missing, the extra is named."""
    program = (
        "import sys; sys.modules['starlette'] = sys.modules['uvicorn'] = None\n"
        "from pathlib import Path\n"
        "from forwhom.workbench import site\n"
        "site.site = dict\n"
        "from forwhom.cli import main\n"
        "sys.exit(main(['serve']))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 2
    assert "forwhom[serve]" in done.stderr
