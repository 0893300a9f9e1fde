"""What is wrong is reported in many forms, and mended."""
