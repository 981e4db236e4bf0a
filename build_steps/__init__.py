"""What is made when the wheel is built. Each step is a module here, listed in `STEPS`, with one function `build`."""
