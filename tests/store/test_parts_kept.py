"""What a count was summed from survives the store; older JSON knows nothing of it."""

from handlers.model.finding import Count, Part
from store.codec import decode, encode


def test_the_parts_of_a_count_are_stored() -> None:
    count = Count(20, parts=(Part(12, what="队员"), Part(8, approx=True)))
    assert decode(encode(count), Count).parts == count.parts


def test_a_count_written_before_there_were_parts_is_read() -> None:
    assert decode('{"number": 20, "approx": true}', Count) == Count(20, approx=True)
    assert decode('{"number": 20, "approx": true}', Count).parts == ()
