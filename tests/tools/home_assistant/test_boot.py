from collections.abc import Iterator
from pathlib import Path
import socket
import time

import pytest
import pytest_socket

from tools.demo.configuration import COMPONENTS, OWNER, YAML
from tools.demo.custom_components.homeiq_demo_home.script import DOMAIN, Change, Script, Thing
from tools.home_assistant import boot, folder
from tools.home_assistant.boot import BootError, free_port, is_free
from tools.home_assistant.client import Client, RefusedError
from tools.home_assistant.stored import Place, Resident

THINGS = (
    Thing(entity_id="binary_sensor.motion", name="Motion", state="off", device_class="motion", area="Hall"),
    Thing(entity_id="climate.heating", name="Heating", state="heat"),
    Thing(entity_id="cover.blind", name="Blind", state="open"),
    Thing(entity_id="device_tracker.anna_phone", name="Anna's phone", state="home"),
    Thing(entity_id="fan.fan", name="Fan", state="off"),
    Thing(entity_id="light.both", name="Both", state="off", members=("light.lamp",)),
    Thing(entity_id="light.lamp", name="Lamp", state="off", area="Hall"),
    Thing(entity_id="lock.door", name="Door", state="locked"),
    Thing(entity_id="media_player.tv", name="TV", state="off"),
    Thing(entity_id="sensor.temperature", name="Temperature", state="21.5", device_class="temperature", unit="°C"),
    Thing(entity_id="switch.coffee", name="Coffee", state="off"),
)
ACTIONS = {
    "climate.heating": ("climate.turn_off", "off"),
    "cover.blind": ("cover.close_cover", "closed"),
    "fan.fan": ("fan.turn_on", "on"),
    "light.both": ("light.turn_on", "on"),
    "lock.door": ("lock.unlock", "unlocked"),
    "media_player.tv": ("media_player.media_play", "playing"),
    "switch.coffee": ("switch.turn_on", "on"),
}
SPEED = 86400.0  # a day of the simulated home in a second of the test


@pytest.fixture(scope="module")
def first_socket() -> None:
    pytest_socket.enable_socket()


@pytest.fixture(autouse=True)
def sockets() -> None:
    # The test plugin takes sockets away before every test; a real server needs them.
    pytest_socket.enable_socket()


@pytest.fixture(scope="module")
def home(first_socket: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("home")
    folder.write(
        path,
        folder.Plan(
            port=free_port(),
            users=(OWNER,),
            place=Place(time_zone="Europe/London"),
            yaml=YAML,
            components=COMPONENTS,
            residents=(Resident(name="Anna", tracker="device_tracker.anna_phone"),),
        ),
    )
    tomorrow = Change(time.time() + 86400, "binary_sensor.motion", "on")
    Script(things=THINGS, week=(tomorrow,), speed=SPEED).write(path / f"{DOMAIN}.json")
    return path


@pytest.fixture(scope="module")
def client(home: Path) -> Iterator[Client]:
    port = free_port()
    folder.set_port(home, port)
    with boot.running(home, port=port, login=OWNER.login) as client:
        yield client


def shown(client: Client, entity_id: str, state: str) -> bool:
    until = time.monotonic() + 60
    while time.monotonic() < until and client.state(entity_id) != state:
        time.sleep(0.1)
    return client.state(entity_id) == state


def test_a_written_folder_boots_to_a_home_in_its_place(client: Client) -> None:
    config = client.get("config")

    assert (config["state"], config["time_zone"]) == ("RUNNING", "Europe/London")


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: thing.domain)
def test_the_simulated_devices_exist(client: Client, thing: Thing) -> None:
    assert any(state["entity_id"] == thing.entity_id for state in client.get("states"))


def test_a_person_is_at_home_with_the_phone(client: Client) -> None:
    assert shown(client, "person.anna", "home")


def test_areas_are_made(client: Client) -> None:
    (areas,) = client.commands({"type": "config/area_registry/list"})

    assert [area["name"] for area in areas] == ["Hall"]


@pytest.mark.parametrize("entity_id", ACTIONS)
def test_a_simulated_device_does_what_it_is_told(client: Client, entity_id: str) -> None:
    action, state = ACTIONS[entity_id]

    client.act(action, {"entity_id": entity_id})

    assert shown(client, entity_id, state)


def test_a_group_takes_its_lamps_along(client: Client) -> None:
    client.act("light.turn_on", {"entity_id": "light.both"})

    assert shown(client, "light.lamp", "on")


def test_life_goes_on(client: Client) -> None:
    assert shown(client, "binary_sensor.motion", "on")


def test_an_action_that_does_not_exist_is_refused(client: Client) -> None:
    with pytest.raises(RefusedError, match="400"):
        client.act("light.explode")


def test_a_command_that_does_not_exist_is_refused(client: Client) -> None:
    with pytest.raises(RefusedError, match="unknown_command"):
        client.commands({"type": "no/such/command"})


def test_a_wrong_token_is_refused(client: Client) -> None:
    stranger = Client(port=client.port, token="wrong")  # noqa: S106 -- that's the point

    with pytest.raises(RefusedError, match="token"):
        stranger.commands({"type": "get_states"})


def test_a_home_that_can_not_start_is_told_of(tmp_path: Path) -> None:
    folder.write(tmp_path, folder.Plan(port=free_port(), users=(OWNER,), place=Place(), yaml=YAML))
    (tmp_path / "configuration.yaml").unlink()
    (tmp_path / "configuration.yaml").mkdir()

    with pytest.raises(BootError, match="stopped while it started"), boot.running(tmp_path, port=1, login="demo"):
        pass


def test_a_port_that_somebody_listens_on_is_not_free() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()

        assert not is_free(listener.getsockname()[1])
