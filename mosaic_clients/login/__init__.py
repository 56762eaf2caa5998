"""Login with Mosaic: a start view, its callback and a logout, to be mounted by a project.

path("login/", include("mosaic_clients.login.urls"))
"""
