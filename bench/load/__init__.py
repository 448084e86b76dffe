"""Many people at once against the big data set: mixed journeys, a rush on one time, the boards of the hall."""
