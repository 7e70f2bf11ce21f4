import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('challenges', '0001_initial'),
        ('submissions', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='submissions.entry')),
                ('outcome', models.CharField(choices=[('advanced', 'Advances'), ('not_advanced', 'Does not advance'), ('winner', 'Wins'), ('reserve', 'Reserve')], max_length=20, verbose_name='Outcome')),
                ('rule', models.CharField(choices=[('within_limit', 'Met every threshold and ranked within the places there are.'), ('no_place_left', 'Met every threshold, but entries ranked higher took all the places.'), ('below_threshold', 'Did not reach the points that the rules ask for.'), ('not_ranked', 'Was not scored, so it has no rank.'), ('tie', 'Shares its rank with others where the places end, so a person decides.'), ('departure', 'The authority departed from the ranking, with a reason.')], max_length=20, verbose_name='Rule')),
                ('reason', models.TextField(blank=True, verbose_name='Reason')),
                ('rank', models.PositiveIntegerField(blank=True, null=True)),
                ('points', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True)),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), ('rule__in', ['tie', 'departure']), _negated=True), name='decision_by_a_person_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='RoundRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='record', to='challenges.round')),
                ('content', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('departure_reason', models.TextField(blank=True, verbose_name='Reason for departing from the ranking')),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='notice', to='awards.decision')),
                ('content', models.JSONField()),
                ('sent_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Award',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=20, unique=True)),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='award', to='awards.decision')),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('notified', 'Announced, in standstill'), ('final', 'Final'), ('contracted', 'Contract signed'), ('overturned', 'Overturned')], default='proposed', max_length=20, verbose_name='State')),
                ('prize', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='Prize')),
                ('currency', models.CharField(max_length=3)),
                ('published_supplier', models.JSONField(default=dict)),
                ('public_summary', models.TextField(blank=True, verbose_name='The solution in a few sentences')),
                ('notified_at', models.DateTimeField(blank=True, null=True)),
                ('standstill_ends_at', models.DateTimeField(blank=True, null=True)),
                ('finalised_at', models.DateTimeField(blank=True, null=True)),
                ('overturned_at', models.DateTimeField(blank=True, null=True)),
                ('overturning_reason', models.TextField(blank=True, verbose_name='Reason')),
            ],
            options={
                'ordering': ['reference'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('notified_at__isnull', True), ('standstill_ends_at__isnull', True)), models.Q(('notified_at__isnull', False), ('standstill_ends_at__isnull', False)), _connector='OR'), name='award_notified_with_a_standstill'), models.CheckConstraint(condition=models.Q(('finalised_at__isnull', True), ('finalised_at__gt', models.F('standstill_ends_at')), _connector='OR'), name='award_final_after_the_standstill')],
            },
        ),
        migrations.CreateModel(
            name='Suspension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspensions', to='awards.award')),
                ('reason', models.TextField(verbose_name='Reason')),
                ('suspended_at', models.DateTimeField()),
                ('suspended_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lifting_reason', models.TextField(blank=True, verbose_name='Reason')),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
                ('lifted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['suspended_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('lifted_at__isnull', False), ('lifted_by__isnull', False)), models.Q(('lifted_at__isnull', True), ('lifted_by__isnull', True)), _connector='OR'), name='suspension_lifted_at_and_by'), models.UniqueConstraint(condition=models.Q(('lifted_at__isnull', True)), fields=('award',), name='suspension_one_at_a_time')],
            },
        ),
    ]
