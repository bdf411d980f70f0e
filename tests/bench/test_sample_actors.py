from tests.bench.sample_actors import drawn, last_word

ACTORS = [(number, f"Actor {number}", "person", 10 - number, 1) for number in range(10)]


def test_a_seed_draws_the_same_actors_each_time_and_another_seed_others() -> None:
    assert drawn(ACTORS, 3, "1") == drawn(ACTORS, 3, "1")
    assert drawn(ACTORS, 3, "1") != drawn(ACTORS, 3, "2")


def test_no_actor_is_drawn_twice_and_no_more_than_there_are() -> None:
    assert sorted(drawn(ACTORS, 50, "7")) == ACTORS


def test_top_takes_the_most_mentioned() -> None:
    assert drawn(ACTORS, 2, "top") == ACTORS[:2]


def test_names_are_near_by_their_last_word() -> None:
    assert last_word("Ilse VARGA") == last_word("Varga")
