"""Files as folders, for a page."""

from dataclasses import dataclass, field


@dataclass
class Folder:
    """A folder with what lies in it, its size and number of files, all the way down."""

    name: str
    folders: dict[str, "Folder"] = field(default_factory=dict)
    files: list = field(default_factory=list)
    size: int = 0
    count: int = 0

    def put(self, parts: list[str], file) -> None:
        self.size, self.count = self.size + file.size, self.count + 1
        if len(parts) == 1:
            file.name = parts[0]
            self.files.append(file)
        else:
            self.folders.setdefault(parts[0], Folder(parts[0])).put(parts[1:], file)

    @property
    def below(self):
        return list(self.folders.values())


def tree(files) -> Folder:
    """The folder that holds ``files``, each known by the last part of its path."""
    root = Folder("")
    for file in files:
        root.put(file.path.split("/"), file)
    return root
