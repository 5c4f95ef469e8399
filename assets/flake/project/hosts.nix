# Reads hosts/<name>/settings.json. Nothing but builtins, so that it can be tried without nixpkgs:
#   nix-instantiate --eval --strict --json -E 'import ./hosts.nix ./.'
#
# An error names the file and the field. The types of single fields are checked later, in modules/.
root:
let
  settingsFormat = 1;
  # 2 where it has "caches", of which what knows 1 alone would take no notice.
  projectFormat = 2;
  boards = import ./boards.nix;

  readJson =
    file:
    builtins.addErrorContext "while reading ${file} (is it valid JSON?)" (
      builtins.fromJSON (builtins.readFile (root + "/${file}"))
    );

  known = names: builtins.concatStringsSep ", " names;

  project =
    let
      file = "nixberry.json";
      read = checkFormat projectFormat file (readJson file);
    in
    if read ? release then read else throw "${file}: \"release\" is missing";

  checkFormat =
    newest: file: read:
    if !(read ? format) then
      throw "${file}: \"format\" is missing; it should be ${toString newest}"
    else if builtins.isInt read.format && read.format > newest then
      throw "${file}: \"format\" is ${toString read.format}, made by a newer Nixberry; these files know ${toString newest}. `nixberry upgrade` of that version brings newer ones"
    else if !(builtins.isInt read.format && read.format > 0) then
      throw "${file}: \"format\" is ${builtins.toJSON read.format}; it should be ${toString newest}"
    else
      read;

  # Settings that make sense as a whole, or an error.
  readHost =
    name:
    let
      file = "hosts/${name}/settings.json";
      read = checkFormat settingsFormat file (readJson file);
      refuse = field: sentence: throw "${file}: \"${field}\" ${sentence}";
      value = field: read.${field} or (refuse field "is missing");
      board = boards.${value "board"};
      offered = builtins.filter (
        kernel:
        board.kernels.${kernel}.releases == null
        || builtins.elem project.release board.kernels.${kernel}.releases
      ) (builtins.attrNames board.kernels);
    in
    if !builtins.pathExists (root + "/${file}") then
      throw "${file} is missing. In a git repository a flake sees only files that git knows: git add ${file}"
    else if value "hostName" != name then
      refuse "hostName" "is ${builtins.toJSON read.hostName}, but the folder is hosts/${name}; the two have to be the same"
    else if !builtins.isString (value "board") || !boards ? ${read.board} then
      refuse "board" "is ${builtins.toJSON read.board}; known are ${known (builtins.attrNames boards)}"
    else if board ? unsupported then
      refuse "board" "is \"${read.board}\": it ${board.unsupported}"
    else if value "release" != project.release then
      refuse "release" "is ${builtins.toJSON read.release}, but nixberry.json says \"${project.release}\": a project has one release"
    else if !builtins.elem (value "kernel") offered then
      refuse "kernel" "is ${builtins.toJSON read.kernel}; ${read.board} under ${project.release} has ${known offered}"
    else
      read;

  folders = builtins.filter (name: entries.${name} == "directory") (builtins.attrNames entries);
  entries = if builtins.pathExists (root + "/hosts") then builtins.readDir (root + "/hosts") else { };

  # `pi-cross` would be two things when there is a host `pi`.
  checkName =
    name:
    let
      clash = builtins.filter (other: name == "${other}-cross" || name == "${other}-native") folders;
    in
    if clash == [ ] then
      name
    else
      throw "hosts/${name}: this name is what the flake calls another build of the host ${builtins.head clash}; choose another";
in
builtins.listToAttrs (
  map (name: {
    inherit name;
    value = readHost (checkName name);
  }) folders
)
