"""German, the first language. It says „Sie“, in short sentences and the words of the administration."""
