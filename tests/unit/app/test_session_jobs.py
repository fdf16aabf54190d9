"""Numbered jobs and bounded memory."""

from cxrviewer.app.jobs import ByteCache, JobBook, JobKind


def test_that_a_newer_job_cancels_the_older_of_its_kind_alone() -> None:
    book = JobBook()
    load, scan = book.start(JobKind.LOAD), book.start(JobKind.SCAN)
    newer = book.start(JobKind.LOAD)
    assert load.cancelled()
    assert not scan.cancelled()
    assert (book.is_newest(load), book.is_newest(newer)) == (False, True)


def test_that_a_cancelled_job_is_not_the_newest_any_more() -> None:
    book = JobBook()
    job = book.start(JobKind.ANALYSIS)
    book.cancel(JobKind.ANALYSIS)
    assert job.cancelled()
    assert not book.is_newest(job)


def test_that_cancelling_all_leaves_nothing_running() -> None:
    book = JobBook()
    jobs = [book.start(kind) for kind in JobKind]
    book.cancel_all()
    assert all(job.cancelled() for job in jobs)


def test_that_the_cache_drops_what_was_not_used_for_longest() -> None:
    cache: ByteCache[str, bytes] = ByteCache(10, len)
    cache.put("a", b"1234")
    cache.put("b", b"1234")
    assert cache.get("a") == b"1234"
    cache.put("c", b"1234")
    assert ("a" in cache, "b" in cache, "c" in cache) == (True, False, True)


def test_that_the_cache_counts_a_replaced_value_once() -> None:
    cache: ByteCache[str, bytes] = ByteCache(10, len)
    for _ in range(5):
        cache.put("a", b"12345678")
    cache.put("b", b"12")
    assert len(cache) == 2


def test_that_a_value_beyond_the_limit_is_not_kept_and_pushes_nothing_out() -> None:
    cache: ByteCache[str, bytes] = ByteCache(10, len)
    cache.put("a", b"1")
    cache.put("b", b"x" * 11)
    assert ("a" in cache, "b" in cache) == (True, False)
