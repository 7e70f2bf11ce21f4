import core.clock
import core.translated
import django.core.validators
import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Challenge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=20, unique=True, verbose_name='Reference')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='challenges', to='accounts.organisation')),
                ('working_title', models.CharField(max_length=120, verbose_name='Working title')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('published', 'Published'), ('concluded', 'Concluded'), ('cancelled', 'Cancelled')], default='draft', max_length=20, verbose_name='State')),
                ('law_profile', models.CharField(choices=[('pl-design-contest', 'Poland: design contest'), ('eu-design-contest', 'European Union: design contest'), ('archive', 'Imported from an archive: the rules of its first publisher held')], max_length=40, verbose_name='Law profile')),
                ('languages', models.JSONField(default=list, verbose_name='Languages')),
                ('topic', models.CharField(choices=[('environment', 'Environment and energy'), ('health', 'Health and care'), ('transport', 'Transport'), ('education', 'Education and culture'), ('social', 'Social life and inclusion'), ('public_services', 'Public services'), ('safety', 'Safety and justice'), ('science', 'Science and space'), ('economy', 'Economy and taxes')], max_length=20, verbose_name='Topic')),
                ('cpv_codes', models.JSONField(blank=True, default=list, verbose_name='CPV codes')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='Place')),
                ('currency', models.CharField(default='PLN', max_length=3, verbose_name='Currency')),
                ('budget', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='Budget')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='Contact e-mail')),
                ('created_at', models.DateTimeField(default=core.clock.now)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('concluded_at', models.DateTimeField(blank=True, null=True)),
                ('closing_reason', models.TextField(blank=True, verbose_name='Reason for returning or cancelling')),
                ('source_url', models.URLField(blank=True, max_length=500)),
            ],
            options={
                'ordering': ['-created_at'],
                'indexes': [models.Index(fields=['state', 'published_at'], name='challenges__state_97511b_idx')],
            },
        ),
        migrations.CreateModel(
            name='ChallengeVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='challenges.challenge')),
                ('number', models.PositiveIntegerField(blank=True, null=True, verbose_name='Number')),
                ('content', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('titles', core.translated.TranslatedTextField(default=dict, verbose_name='Title')),
                ('summaries', core.translated.TranslatedTextField(default=dict, verbose_name='Summary')),
                ('search_text', models.TextField(default='', editable=False)),
                ('submitted_at', models.DateTimeField()),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('writers', models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['challenge', 'number'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('published_by__isnull', False)), models.Q(('published_at__isnull', True), ('published_by__isnull', True)), _connector='OR'), name='version_published_at_and_by'), models.UniqueConstraint(fields=('challenge', 'number'), name='version_number_once')],
            },
        ),
        migrations.AddField(
            model_name='challenge',
            name='candidate',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='challenges.challengeversion'),
        ),
        migrations.AddField(
            model_name='challenge',
            name='published_version',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='challenges.challengeversion'),
        ),
        migrations.AddConstraint(
            model_name='challenge',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('published_version__isnull', True)), models.Q(('published_at__isnull', False), ('published_version__isnull', False)), _connector='OR'), name='challenge_published_with_a_version'),
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contributions', to='challenges.challenge')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('challenge', 'user'), name='contribution_once')],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rounds', to='challenges.challenge')),
                ('number', models.PositiveSmallIntegerField(verbose_name='Number')),
                ('kind', models.CharField(choices=[('concept', 'Concept'), ('prototype', 'Prototype'), ('pitch', 'Pitch'), ('pilot', 'Pilot')], max_length=20, verbose_name='Kind')),
                ('title', core.translated.TranslatedTextField(default=dict, verbose_name='Title')),
                ('opens_at', models.DateTimeField(blank=True, null=True, verbose_name='Opens')),
                ('closes_at', models.DateTimeField(blank=True, null=True, verbose_name='Deadline')),
                ('decision_due_on', models.DateField(blank=True, null=True, verbose_name='Decision planned by')),
                ('is_sealed', models.BooleanField(default=True, verbose_name='Sealed until opened after the deadline')),
                ('is_blind', models.BooleanField(default=True, verbose_name='Blind: the jury does not know whose entry it reads')),
                ('openers_required', models.PositiveSmallIntegerField(default=2, verbose_name='Officials needed to open')),
                ('sees_others', models.CharField(choices=[('after_own', 'after submitting their own scorecard for that entry'), ('when_all_in', 'when all scorecards of the round are in')], default='after_own', max_length=20, verbose_name="A juror sees the others' scorecards")),
                ('minimum_scorecards', models.PositiveSmallIntegerField(default=3, verbose_name='Scorecards needed per entry')),
                ('scale_max', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10)], verbose_name='Highest mark')),
                ('threshold', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5, verbose_name='Points needed')),
                ('tie_break', models.JSONField(blank=True, default=list, verbose_name='Ties are broken by')),
                ('advance_limit', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='At most how many advance or win')),
                ('prize_each', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14, verbose_name='Prize for each of them')),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('ranked_at', models.DateTimeField(blank=True, null=True)),
                ('revealed_at', models.DateTimeField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['challenge', 'number'],
                'constraints': [models.UniqueConstraint(fields=('challenge', 'number'), name='round_number_once'), models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='round_closes_after_it_opens'), models.CheckConstraint(condition=models.Q(('opened_at__isnull', True), ('opened_at__gt', models.F('closes_at')), _connector='OR'), name='round_opened_after_the_deadline')],
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='challenges.round')),
                ('key', models.SlugField(max_length=40, verbose_name='Key')),
                ('position', models.PositiveSmallIntegerField(verbose_name='Position')),
                ('name', core.translated.TranslatedTextField(default=dict, verbose_name='Name')),
                ('description', core.translated.TranslatedTextField(blank=True, default=dict, verbose_name='What the jury looks for')),
                ('weight', models.DecimalField(decimal_places=2, max_digits=6, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='Weight')),
                ('threshold', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=4, verbose_name='Mark needed')),
                ('anchors', models.JSONField(blank=True, default=dict, verbose_name='Worded anchors')),
            ],
            options={
                'ordering': ['round', 'position'],
                'constraints': [models.UniqueConstraint(fields=('round', 'key'), name='criterion_key_once'), models.CheckConstraint(condition=models.Q(('weight__gt', 0)), name='criterion_weight_positive')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='challenges.round')),
                ('key', models.SlugField(max_length=40, verbose_name='Key')),
                ('position', models.PositiveSmallIntegerField(verbose_name='Position')),
                ('kind', models.CharField(choices=[('short_text', 'Short text'), ('long_text', 'Long text with a word limit'), ('number', 'Number'), ('money', 'Amount of money'), ('date', 'Date'), ('yes_no', 'Yes or no'), ('one_of', 'One of several'), ('many_of', 'Several of several'), ('file', 'File (PDF)'), ('link', 'Link'), ('declaration', 'Declaration to agree to')], max_length=20, verbose_name='Kind')),
                ('label', core.translated.TranslatedTextField(default=dict, verbose_name='Question')),
                ('help_text', core.translated.TranslatedTextField(blank=True, default=dict, verbose_name='Help')),
                ('is_required', models.BooleanField(default=True, verbose_name='Must be answered')),
                ('word_limit', models.PositiveIntegerField(blank=True, null=True, verbose_name='Word limit')),
                ('options', models.JSONField(blank=True, default=list, verbose_name='Options')),
                ('criterion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='questions', to='challenges.criterion')),
            ],
            options={
                'ordering': ['round', 'position'],
                'constraints': [models.UniqueConstraint(fields=('round', 'key'), name='question_key_once')],
            },
        ),
    ]
