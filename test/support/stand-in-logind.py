"""Stands in for systemd-logind on a D-Bus: the one method by which programs keep a computer awake.

    stand-in-logind.py BUS-ADDRESS [WHAT-IS-REFUSED ...]

Tells of each lock on stdout, a JSON object a line: {"told": "taken", "id", "what", "who", "why", "mode"} and, when the
last copy of the descriptor is closed, {"told": "released", "id"}; of a refusal {"told": "refused", "what"}. As logind does it, a
lock is the writing end of a pipe, and over when the reading end has no writer any more.
"""

import json
import os
import sys

from gi.repository import Gio, GLib

NAME = "org.freedesktop.login1"
PATH = "/org/freedesktop/login1"
INTERFACE = """
<node>
  <interface name="org.freedesktop.login1.Manager">
    <method name="Inhibit">
      <arg type="s" direction="in"/><arg type="s" direction="in"/>
      <arg type="s" direction="in"/><arg type="s" direction="in"/>
      <arg type="h" direction="out"/>
    </method>
  </interface>
</node>
"""

address, *refused = sys.argv[1:]
locks = 0


def tell(**facts):
    print(json.dumps(facts), flush=True)


def inhibit(connection, sender, path, interface, method, parameters, invocation):
    global locks
    what, who, why, mode = parameters.unpack()
    if set(what.split(":")) & set(refused):
        tell(told="refused", what=what)
        invocation.return_dbus_error("org.freedesktop.DBus.Error.AccessDenied", "Permission denied")
        return
    locks += 1
    number = locks
    reading, writing = os.pipe()

    def released(_fd, _condition):
        os.close(reading)
        tell(told="released", id=number)
        return GLib.SOURCE_REMOVE

    GLib.unix_fd_add_full(GLib.PRIORITY_DEFAULT, reading, GLib.IOCondition.HUP, released)
    tell(told="taken", id=number, what=what, who=who, why=why, mode=mode)
    # The list has a copy of its own.
    descriptors = Gio.UnixFDList.new()
    handle = descriptors.append(writing)
    os.close(writing)
    invocation.return_value_with_unix_fd_list(GLib.Variant("(h)", (handle,)), descriptors)


connection = Gio.DBusConnection.new_for_address_sync(
    address,
    Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION,
    None,
    None,
)
interface = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
connection.register_object(PATH, interface, inhibit, None, None)
Gio.bus_own_name_on_connection(
    connection,
    NAME,
    Gio.BusNameOwnerFlags.NONE,
    lambda *_: tell(told="ready"),
    lambda *_: sys.exit("the name is taken"),
)
GLib.MainLoop().run()
