"""What suppliers, officials and the public see of entries."""
