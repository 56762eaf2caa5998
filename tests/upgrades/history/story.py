"""The whole history in the order of time."""

from __future__ import annotations

from mosaic_clients.models import Client
from tests.upgrades.history import clients, environments, troubles, users
from tests.upgrades.history.world import DAY, ENDING, HOUR, MINUTE, World


def tell(world: World) -> None:
    """From the first environment to the moment of the dump."""
    _begin(world)
    _months(world)
    _last_days(world)
    _last_minutes(world)


def _begin(world: World) -> None:
    users.add_people(world)
    environments.add(world)
    world.at(100 * DAY)
    clients.add_manager(world)
    clients.add_authority("issuing", 3650 * DAY, 90 * DAY)
    clients.rotate(world)


def _months(world: World) -> None:
    world.at(60 * DAY)
    troubles.end_soon(world)
    world.at(45 * DAY)
    clients.sign_elsewhere(world)
    clients.bring_from_elsewhere(world)
    world.at(39 * DAY)
    clients.add_authority("ending", ENDING, ENDING)
    environments.trust_an_ending_ca(world)
    troubles.end_with_the_authority(world)
    clients.end(world)
    world.at(20 * DAY)
    clients.walk(Client.objects.select_related("environment").get(name="payments"))


def _last_days(world: World) -> None:
    world.at(10 * DAY)
    troubles.end_in_days(world)
    world.at(9 * DAY)
    clients.begin(world)
    troubles.stage_by_hand(world)
    environments.lose_the_signing_keys(world)
    world.at(3 * HOUR)
    users.use_tokens(world)


def _last_minutes(world: World) -> None:
    world.at(12 * MINUTE)
    clients.walk(Client.objects.select_related("environment").get(name="payments"))
    world.at(10 * MINUTE)
    troubles.recover(world)
    troubles.examine(world)
    troubles.leak(world)
    world.at(8 * MINUTE)
    environments.find_the_signing_keys(world)  # no sweep after it: ``dark`` would find them, too
    users.ask_users(world)
    world.clock.go_to(world.end - MINUTE)
    troubles.drift(world)
    world.clock.go_to(world.end)
    environments.find_the_signing_keys(world)
    users.renew_some(world)
    troubles.deny(world)
    users.look(world)
