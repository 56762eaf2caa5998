"""manage.py mosaic as a separate process: exit codes, streams and standard input."""

from __future__ import annotations

import shutil

import pytest
from django.core.management import call_command

from mosaic_clients.management.commands.mosaic import Command
from tests.interop.shell.operator_shell import DATABASE, LoadedShell, OperatorShell
from tests.services.encryption_keys import NEW, OLD, OLD_ID
from tests.shell.material import leaf, written

pytestmark = pytest.mark.slow(15)

UNUSED_DATABASE = "unused.sqlite3"
"""A copy of the database before the tests: it has a client, and nothing in it is encrypted."""


@pytest.fixture(scope="module")
def shell(tmp_path_factory):
    """A deployment with one client. Its set-up loads Django only once; the tests do for every command."""
    folder = tmp_path_factory.mktemp("deployment")
    with LoadedShell.opened(folder) as loaded:
        loaded.manage("migrate", "--verbosity", "0")
        loaded.mosaic("environment", "add", "eu", "--region", "eu")
        method = ("--auth-method", "self_signed_tls_client_auth", "--key-algorithm", "EC-P256")
        loaded.mosaic("client", "add", "shop", "--environment", "eu", "--client-id", "shop", *method)
    shutil.copy(folder / DATABASE, folder / UNUSED_DATABASE)
    return OperatorShell(folder)


def _run(shell, *words, stdin=""):
    return shell.run("manage.py", "mosaic", *words, stdin=stdin)


def test_success_exits_0_with_results_on_stdout_only(shell):
    done = _run(shell, "client", "list")
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout.startswith("shop  eu  ")


def test_command_does_not_load_what_serves_requests(shell):
    code = (
        "import runpy, sys; sys.argv = ['manage.py', 'mosaic', 'client', 'list']; "
        "runpy.run_path('manage.py', run_name='__main__'); "
        "print({'rest_framework.views', 'drf_spectacular.plumbing', 'project.urls'} & sys.modules.keys())"
    )
    done = shell.run("-c", code)
    assert (done.code, done.stdout.splitlines()[-1]) == (0, "set()")


def test_mistake_in_urls_stops_no_command(db, settings, capsys):
    settings.ROOT_URLCONF = "project.missing"
    call_command("mosaic", "client", "list", skip_checks=False)
    assert capsys.readouterr().err == ""
    with pytest.raises(ModuleNotFoundError, match="missing"):
        call_command("check")


def test_refusal_exits_1_with_one_line_on_stderr_only(shell):
    done = _run(shell, "client", "show", "ghost")
    assert (done.code, done.stdout) == (1, "")
    assert done.stderr == "CommandError: There is no client 'ghost'. Run `mosaic client list` to see all of them.\n"


def test_usage_error_exits_2(shell):
    done = _run(shell, "dance")
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: manage.py mosaic")


@pytest.mark.parametrize("words", [(), ("client",), ("client", "add", "x"), ("dance",), ("status", "--yaml")])
def test_wrong_words_are_a_usage_error(words, capsys):
    with pytest.raises(SystemExit) as end:
        Command().run_from_argv(["manage.py", "mosaic", *words])
    printed = capsys.readouterr()
    assert (end.value.code, printed.out) == (2, "")
    assert printed.err.startswith("usage: manage.py mosaic")


def test_import_reads_key_from_stdin(shell, tmp_path):
    pair = leaf()
    certificate = written(tmp_path / "certificate.pem", pair.pem)
    words = ("credential", "import", "shop", "--certificate", certificate, "--key", "-")
    refused = _run(shell, *words, stdin="")
    assert (refused.code, refused.stderr.count("\n")) == (1, 1)
    done = _run(shell, *words, stdin=pair.key_pem)
    assert (done.code, len(done.stdout.strip())) == (0, 43)
    assert "PRIVATE" not in done.stdout + done.stderr


def test_lost_encryption_key_is_a_remark_and_reseal_counts_unopened_values(shell, tmp_path):
    def shell_with(*keys):
        return OperatorShell(tmp_path, {"MOSAIC_ENCRYPTION_KEYS": ",".join(keys)})

    shutil.copy(shell.folder / UNUSED_DATABASE, tmp_path / DATABASE)
    shell_with(OLD).mosaic("credential", "stage", "shop")
    with LoadedShell.opened(tmp_path, shell_with(NEW).settings) as after:
        shown = _run(after, "client", "list")
        assert (shown.code, shown.stdout.startswith("shop  eu"), shown.stderr.count("\n")) == (0, True, 1)
        assert OLD_ID in shown.stderr
        done = _run(after, "reseal")
        assert (done.code, done.stdout) == (1, "0 values re-encrypted, 1 left unchanged\n")
        assert "is not on the ring" in done.stderr.splitlines()[-1]
        assert after.run("manage.py", "check").code == 1
    resealed = _run(shell_with(NEW, OLD), "reseal")
    assert (resealed.code, resealed.stdout) == (0, "1 values re-encrypted, 0 left unchanged\n")


def test_other_serious_system_check_stops_every_subcommand(tmp_path):
    done = _run(OperatorShell(tmp_path, {"MOSAIC_ENCRYPTION_KEYS": "short"}), "status")
    assert (done.code, done.stdout) == (1, "")
    assert "mosaic_clients.E002" in done.stderr


def test_missing_migrations_are_named(tmp_path):
    done = _run(OperatorShell(tmp_path), "status")
    assert (done.code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "its migrations are applied" in done.stderr
