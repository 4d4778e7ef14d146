"""What makes a wave: official files, links to associations, assembly, synthetic stand-ins."""
