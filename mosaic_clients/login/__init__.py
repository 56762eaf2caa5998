"""Login with Mosaic: start, callback and logout views. A project includes their URLs:

path("login/", include("mosaic_clients.login.urls"))
"""
