"""Whatever the order in which results arrive: none is ever shown on another radiograph."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cxrviewer.app.analysis_state import AnalysisState, Models, Phase
from cxrviewer.app.jobs import Job
from cxrviewer.app.notices import Notice, Severity
from cxrviewer.app.pane import Pane
from cxrviewer.app.picture import Loading
from cxrviewer.app.session import Session
from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import Instance
from tests.data.workplace import make_analysis, make_instance, make_radiograph

NAMES = "abcdef"
SWITCHES = 500
Action = tuple[int, int, int]


class Ward:
    """A session with panes, and workers whose results lie about until somebody hands them in.

    An action is three numbers: which of ``acts``, and two that it chooses with.
    """

    def __init__(self, panes: int = 3) -> None:
        self.session = Session()
        self.instances = [make_instance(name, patient=name) for name in NAMES]
        self.loads: list[tuple[Job, Instance]] = []
        self.analyses: list[tuple[Job, Radiograph]] = []
        self.told: dict[str, set[str]] = {}
        self.switches = 0
        self.shown = 0
        for _ in range(panes - 1):
            self.session.panes.add()
        for pane in self.session.panes:
            for signal in (pane.picture_changed, pane.display_changed, pane.analysis_changed):
                signal.connect(lambda _value, pane=pane: self.check(pane))
        self.session.intake.add_entries(self.session.intake.begin_scan(), self.instances)
        self.acts: tuple[Callable[[int, int], None], ...] = (
            self.select,
            self.select,
            self.load,
            self.load,
            self.deliver_pixels,
            self.deliver_pixels,
            self.fail_pixels,
            self.analyse,
            self.analyse,
            self.progress,
            self.deliver_analysis,
            self.deliver_analysis,
            self.fail_analysis,
            self.warn_late,
            self.forget,
            self.clear,
            self.activate,
        )

    def act(self, action: Action) -> None:
        number, first, second = action
        self.acts[number % len(self.acts)](first, second)
        for pane in self.session.panes:
            self.check(pane)

    def pane(self, number: int) -> Pane:
        return self.session.panes[number % len(self.session.panes)]

    def select(self, first: int, second: int) -> None:
        listed = self.session.studies[second % len(self.instances)]
        before = self.pane(first).current
        self.pane(first).select(listed)
        self.switches += before is None or before.path != listed.path

    def load(self, first: int, _second: int) -> None:
        pane = self.pane(first)
        if pane.current is not None:
            self.loads.append((pane.begin_loading(), pane.current))

    def deliver_pixels(self, first: int, _second: int) -> None:
        if self.loads:
            job, instance = self.loads.pop(first % len(self.loads))
            self.session.finish_loading(job, make_radiograph(instance))

    def fail_pixels(self, first: int, _second: int) -> None:
        if self.loads:
            job, instance = self.loads.pop(first % len(self.loads))
            error = ReadingError("It is cut short.", remedy="Ask again.", path=instance.path)
            self.session.panes.of(job).fail_loading(job, error)

    def analyse(self, first: int, _second: int) -> None:
        pane = self.pane(first)
        job = pane.begin_analysis()
        if job is not None and pane.radiograph is not None:
            self.analyses.append((job, pane.radiograph))

    def progress(self, first: int, _second: int) -> None:
        if self.analyses:
            job, radiograph = self.analyses[first % len(self.analyses)]
            message = radiograph.digest
            state = AnalysisState(Phase.RUNNING, message=message, step=1, steps=2)
            self.session.panes.of(job).progress_analysis(job, state)

    def deliver_analysis(self, first: int, _second: int) -> None:
        if self.analyses:
            job, radiograph = self.analyses.pop(first % len(self.analyses))
            self.session.finish_analysis(job, make_analysis(radiograph))

    def fail_analysis(self, first: int, _second: int) -> None:
        if self.analyses:
            job, radiograph = self.analyses.pop(first % len(self.analyses))
            self.session.panes.of(job).fail_analysis(
                job, Notice(Severity.ERROR, radiograph.digest, "Wait.")
            )

    def warn_late(self, first: int, second: int) -> None:
        instance = self.instances[first % len(self.instances)]
        warning = f"Warning {second % 3} about {instance.sop_uid}."
        self.told.setdefault(instance.sop_uid, set()).add(warning)
        found = replace(instance, warnings=(warning,))
        self.session.intake.add_entries(self.session.intake.begin_scan(), [found])

    def forget(self, _first: int, second: int) -> None:
        if second % 2:
            self.session.forget_analysis()
        else:
            self.session.forget_models()
            self.session.set_models(Models())

    def clear(self, first: int, _second: int) -> None:
        self.pane(first).clear()

    def activate(self, first: int, _second: int) -> None:
        self.session.panes.activate(self.pane(first))

    def check(self, pane: Pane) -> None:
        """Fail where anything in ``pane`` is about another radiograph than the chosen one."""
        picture, analysis = pane.picture, pane.analysis
        instance, radiograph = picture.instance, picture.radiograph
        assert (instance is None) is (picture.loading is Loading.EMPTY)
        assert (radiograph is not None) is (picture.loading is Loading.LOADED)
        if picture.failure is not None and instance is not None:
            assert picture.failure.subject == instance.path.name
        if radiograph is None:
            assert analysis is None
            assert pane.analysis_state.phase is Phase.NONE
            return
        assert instance is not None
        assert radiograph.instance.path == instance.path
        assert radiograph.digest == f"digest of {instance.path.name}"
        self._check_words(pane, instance, radiograph)
        if analysis is not None:
            self.shown += 1
            assert analysis.key == radiograph.key

    def _check_words(self, pane: Pane, instance: Instance, radiograph: Radiograph) -> None:
        if pane.analysis_state.phase in (Phase.RUNNING, Phase.FAILED):
            assert pane.analysis_state.message.removesuffix(" Wait.") == radiograph.digest
        for warning in (*instance.warnings, *radiograph.instance.warnings):
            assert warning in self.told[instance.sop_uid]

    def check_late_warnings(self) -> None:
        """Fail where a pane does not say by now all that was found out about its image."""
        for pane in self.session.panes:
            if pane.current is not None:
                known = self.told.get(pane.current.sop_uid, set())
                assert set(pane.current.warnings) == known
            if pane.radiograph is not None:
                assert set(pane.radiograph.instance.warnings) == known


numbers = st.integers(0, 5)


@given(st.lists(st.tuples(st.integers(0, 16), numbers, numbers), max_size=60))
@example([(0, 0, 0), (2, 0, 0), (0, 0, 1), (6, 0, 0)])
@settings(max_examples=150, deadline=None)
def test_that_no_order_of_results_shows_one_on_another_radiograph(actions: list[Action]) -> None:
    ward = Ward()
    for action in actions:
        ward.act(action)
    ward.check_late_warnings()


def test_that_five_hundred_quick_switches_mix_nothing_up() -> None:
    chance, ward = Random(500), Ward()
    while ward.switches < SWITCHES:
        ward.act((chance.randrange(40), chance.randrange(40), chance.randrange(40)))
    ward.check_late_warnings()
    assert ward.shown > 50
