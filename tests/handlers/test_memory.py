"""What was worked out lately is kept, and forgotten at a word."""

import gc

from handlers import memory

WORKED_OUT: list[str] = []


@memory.lately(2)
def length(name: str) -> int:
    WORKED_OUT.append(name)
    return len(name)


def test_what_was_begun_before_is_forgotten_when_it_is_there():
    begun: list[str] = []

    @memory.lately(2)
    def interrupted(name: str) -> int:
        begun.append(name)
        if len(begun) == 1:
            memory.forget()
        return len(name)

    assert [interrupted("王芳"), interrupted("王芳"), interrupted("王芳")] == [2, 2, 2]
    assert begun == ["王芳", "王芳"]


class Notes:
    """Somebody who keeps names."""

    def __init__(self) -> None:
        self.names = ["王芳"]

    def forget(self) -> None:
        self.names.clear()


def test_it_is_worked_out_once_until_all_is_forgotten():
    WORKED_OUT.clear()
    assert [length("王芳"), length("王芳")] == [2, 2]
    memory.forget()
    assert length("王芳") == 2

    assert WORKED_OUT == ["王芳", "王芳"]


def test_whoever_else_keeps_something_forgets_as_long_as_it_is_there():
    notes, gone = Notes(), Notes()
    memory.also(notes)
    memory.also(gone)
    names = gone.names
    del gone
    gc.collect()
    memory.forget()

    assert not notes.names
    assert names
