from pathlib import Path

import pytest

from cxrviewer.app.commands.command_parser import parse_arguments


def test_that_a_folder_alone_opens_the_window() -> None:
    options = parse_arguments(["somewhere"])
    assert options.command == "window"
    assert options.paths == [Path("somewhere")]
    assert not options.demo


def test_that_analyze_takes_every_option_of_the_contract() -> None:
    line = (
        "analyze a b --out o --masks --heatmaps --pdf --bundle tb nih14 --bundle lungs "
        "--runtime tensorflow --device cpu --jobs 2 --resume"
    )
    options = parse_arguments(line.split(" "))
    assert options.paths == [Path("a"), Path("b")]
    assert options.bundle == ["tb", "nih14", "lungs"]
    assert (options.runtime, options.device, options.jobs) == ("tensorflow", "cpu", 2)
    assert options.masks
    assert options.heatmaps
    assert options.pdf
    assert options.resume


def test_that_a_window_is_two_numbers() -> None:
    assert parse_arguments(["render", "f", "--out", "o", "--window=-5,2.5"]).window == (-5.0, 2.5)


def test_that_the_help_says_how_a_center_below_0_is_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        parse_arguments(["render", "--help"])
    assert "--window=CENTER,WIDTH when" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    "line",
    [
        "analyze a",
        "analyze --out o",
        "analyze a --out o --jobs 0",
        "analyze a --out o --jobs many",
        "analyze a --out o --device gpu",
        "scan",
        "render f",
        "render f --out o --window 5",
        "bundles",
        "bundles install",
        "--nonsense",
    ],
)
def test_that_wrong_usage_exits_with_2(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse_arguments(line.split())
    assert caught.value.code == 2
    assert "usage:" in capsys.readouterr().err
