// Puts trials before jose.
import { jwtVerify } from "jose";

import { serve } from "./serve.mjs";

await serve(jwtVerify);
