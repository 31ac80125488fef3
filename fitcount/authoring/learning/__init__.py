"""Learn an exercise from one clip of somebody who does it."""
