// A process of its own: writes where it is and never ends.
process.stdout.write('waits for nothing\n');
setInterval(() => undefined, 1000);
