"""AutoCAD's drawings (DXF), by ezdxf."""

from conversion import formats
from conversion.engines.base import Engine, Step, all_routes
from conversion.engines.vectored import plan


class BlueprintEngine(Engine):
    """Draws the model on white, on the sheet of A4 to A0 that its letters ask for; without a model its first sheet."""

    name = "ezdxf"
    queue = "image"
    libraries = ("ezdxf",)
    routes = all_routes(formats.named("dxf"), formats.named("svg"))

    def convert(self, step: Step) -> None:
        """Read and draw in a child."""
        step.runner.call(plan.draw, step.source, step.output, step.scratch)
