"""The control API: what people do in the playground, what tests order and look at. The page uses nothing else."""

from aiohttp import web

from playground.control import doings, happenings, looks, orders

ROUTES: tuple[web.RouteTableDef, ...] = (looks.ROUTES, happenings.ROUTES, doings.ROUTES, orders.ROUTES)
