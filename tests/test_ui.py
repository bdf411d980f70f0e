import socket

import pytest

from pipelines.ui import HOST, main, port_problem


def test_a_port_that_another_program_has_is_a_sentence_with_the_way_out() -> None:
    with socket.create_server((HOST, 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(SystemExit) as ended:
            main(str(port))
    assert ended.value.code == (
        f"Port {port} cannot be used: another program listens there. Take another: make ui PORT={port + 1}"
    )
    assert port_problem(str(port)) == ""


def test_a_port_is_a_number() -> None:
    assert port_problem("three thousand") == "PORT is 'three thousand'; it must be a number from 1 to 65535."
    assert port_problem("65536").startswith("PORT is '65536'")
