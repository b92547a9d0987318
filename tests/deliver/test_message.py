import json

from custom_components.homeiq.coordinator.telling.language import read_words
from custom_components.homeiq.deliver.answer import Answer
from custom_components.homeiq.deliver.message import of_digest, of_reply, of_suggestion
from tests.offers import a_suggestion, in_the_way, suggestions_of

WORDS = read_words("en")


def test_a_notification_says_what_and_why_and_asks() -> None:
    message = of_suggestion(a_suggestion(), WORDS, "/todo?entity_id=todo.homeiq_suggestions")

    assert message.title == "Turn on Kitchen at 07:00 on workdays"
    assert message.text == "You did it on 37 of 40 days"
    assert message.data() == {
        "tag": "homeiq_kitchen-at-seven",
        "group": "homeiq",
        "url": "/todo?entity_id=todo.homeiq_suggestions",
        "clickAction": "/todo?entity_id=todo.homeiq_suggestions",
        "actions": [
            {"action": "HOMEIQ_ACCEPT_kitchen-at-seven", "title": "Accept", "authenticationRequired": True},
            {"action": "HOMEIQ_LATER_kitchen-at-seven", "title": "Later"},
            {"action": "HOMEIQ_NEVER_kitchen-at-seven", "title": "Never", "destructive": True},
        ],
    }


def test_it_speaks_german() -> None:
    message = of_suggestion(a_suggestion(), read_words("de"))

    assert [label for _, label in message.buttons] == ["Annehmen", "Später", "Nie"]


def test_a_notification_is_one_sentence_long() -> None:
    message = of_suggestion(a_suggestion(reason="50 of 53 right, 3 unwanted.\nSeen on Mondays."), WORDS)

    assert message.text == "50 of 53 right, 3 unwanted."


def test_what_speaks_against_a_suggestion_is_the_sentence() -> None:
    message = of_suggestion(a_suggestion(conflicts=(in_the_way(),)), WORDS)

    assert message.text == "Your automation “Mine” does the opposite."


def test_who_may_not_accept_is_not_asked_to() -> None:
    message = of_suggestion(a_suggestion(), WORDS).without(Answer.ACCEPT)

    assert [label for _, label in message.buttons] == ["Later", "Never"]


def test_a_reason_without_end_is_cut() -> None:
    message = of_suggestion(a_suggestion(reason="because " * 1000), WORDS)

    assert len(message.text) == 500
    assert len(json.dumps(message.data())) < 1000


def test_a_digest_lists_the_ten_best_and_counts_the_rest() -> None:
    message = of_digest(suggestions_of(*"abcdefghijkl"), WORDS)

    assert message.title == "New suggestions from HomeIQ: 12"
    assert message.text.splitlines()[0] == "• Do a"
    assert message.text.splitlines()[9:] == ["• Do j", "… and 2 more"]
    assert message.data() == {"tag": "homeiq_digest", "group": "homeiq"}


def test_a_short_digest_lists_all() -> None:
    assert of_digest(suggestions_of("a", "b"), WORDS).text == "• Do a\n• Do b"


def test_a_reply_says_what_became_of_it() -> None:
    reply = of_reply(WORDS, "reply_refused", title="Hall at six", reason="the file is read-only")

    assert reply.text == "“Hall at six” can't be accepted: the file is read-only"
