"""What the car parks come to: money, occupancy, stays. Reads only."""
