"""The steps of the scenario in chronological order."""

from __future__ import annotations

from mosaic_clients.models import Client
from tests.upgrades.scenario import clients, environments, failures, users
from tests.upgrades.scenario.runtime import DAY, ENDING, HOUR, MINUTE, Scenario


def run(scenario: Scenario) -> None:
    """Run every step, from the first environment to the moment of the dump."""
    _begin(scenario)
    _months(scenario)
    _last_days(scenario)
    _last_minutes(scenario)


def _begin(scenario: Scenario) -> None:
    users.add_people(scenario)
    environments.add(scenario)
    scenario.at(100 * DAY)
    clients.add_manager(scenario)
    clients.add_authority("issuing", 3650 * DAY, 90 * DAY)
    clients.rotate(scenario)


def _months(scenario: Scenario) -> None:
    scenario.at(60 * DAY)
    failures.end_soon(scenario)
    scenario.at(45 * DAY)
    clients.sign_elsewhere(scenario)
    clients.bring_from_elsewhere(scenario)
    scenario.at(39 * DAY)
    clients.add_authority("ending", ENDING, ENDING)
    environments.trust_an_ending_ca(scenario)
    failures.end_with_the_authority(scenario)
    clients.end(scenario)
    scenario.at(20 * DAY)
    clients.rotate_fully(Client.objects.select_related("environment").get(name="payments"))


def _last_days(scenario: Scenario) -> None:
    scenario.at(10 * DAY)
    failures.end_in_days(scenario)
    scenario.at(9 * DAY)
    clients.begin(scenario)
    failures.stage_manually(scenario)
    environments.lose_the_signing_keys(scenario)
    scenario.at(3 * HOUR)
    users.use_tokens(scenario)


def _last_minutes(scenario: Scenario) -> None:
    scenario.at(12 * MINUTE)
    clients.rotate_fully(Client.objects.select_related("environment").get(name="payments"))
    scenario.at(10 * MINUTE)
    failures.recover(scenario)
    failures.examine(scenario)
    failures.leak(scenario)
    scenario.at(8 * MINUTE)
    environments.find_the_signing_keys(scenario)  # no sweep after it: ``dark`` would find them, too
    users.ask_users(scenario)
    scenario.clock.go_to(scenario.end - MINUTE)
    failures.drift(scenario)
    scenario.clock.go_to(scenario.end)
    environments.find_the_signing_keys(scenario)
    users.renew_some(scenario)
    failures.deny(scenario)
    users.record_status(scenario)
