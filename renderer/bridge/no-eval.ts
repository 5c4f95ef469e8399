import * as z from 'zod';

// Zod makes validators of text where it may, and tries whether it may as soon as a schema is made. Here it may not: the
// page's policy would refuse it, and complain. So this is imported before any schema.
z.config({ jitless: true });
