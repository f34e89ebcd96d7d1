"""What the engines of film and sound are made of: streams, codecs, containers, ffmpeg's command."""
