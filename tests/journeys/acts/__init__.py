"""What people do in the browser, one function per errand. Roles and labels lead the way, as they lead people."""
