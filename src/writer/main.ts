// The program that writes drives on Linux. It may run as root: it gets bytes on stdin, opens nothing but the block devices
// that it has checked itself, and says what happens on stdout. Started by node/elevate; nobody needs to run it by hand.
import { linuxHost } from './linux-host.ts';
import { serve } from './serve.ts';

serve(linuxHost);
